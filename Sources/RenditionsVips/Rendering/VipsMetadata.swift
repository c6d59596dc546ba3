internal import CVips
internal import Renditions

/// Leaves in an image the metadata that a rendition is to keep, and nothing else.
///
/// We remove fields ourselves: libvips 8.14.1 leaves EXIF and GPS in WebP files that it was asked to strip.
struct VipsMetadata {
    let inspected: InspectedImage
    let policy: MetadataPolicy
    let profile: ColorProfilePolicy
    /// What the pixels still have to be turned by.
    let orientation: Orientation

    /// Whether the saver has nothing to write beside pixels.
    func isBare(_ image: VipsImage) -> Bool {
        policy == .strip && !keepsProfile(image)
    }

    /// A profile is kept where it still describes the pixels: operations may have made a grey image of a coloured one.
    private func keepsProfile(_ image: VipsImage) -> Bool {
        guard profile != .sRGB, let bytes = image.blob(VipsField.iccProfile) else { return false }
        let space = ICCProfile(bytes)?.colorSpace
        switch image.interpretation {
        case VIPS_INTERPRETATION_B_W, VIPS_INTERPRETATION_GREY16: return space == .grey
        case VIPS_INTERPRETATION_CMYK: return space == .cmyk
        case VIPS_INTERPRETATION_LAB, VIPS_INTERPRETATION_LABS: return space == .lab
        default: return space == .rgb
        }
    }

    func applied(to image: VipsImage) throws -> VipsImage {
        var kept: Set<String> = []
        if keepsProfile(image) { kept.insert(VipsField.iccProfile) }
        var exif: [UInt8]?
        switch policy {
        case .strip: break
        case .keepCopyright:
            exif = rewritten(.copyright)
            kept.formUnion(fields(of: image, named: Self.copyrightTags))
        case .keepAllButLocation:
            exif = rewritten(.photographic)
            kept.formUnion(fields(of: image, named: Self.copyrightTags.union(Self.photographicTags)))
        case .keepAll:
            exif = inspected.exif
            kept.formUnion(image.fieldNames.filter { $0.hasPrefix("exif-ifd") })
            kept.formUnion([VipsField.xmp, VipsField.iptc])
        }
        return try image.withMetadata(keeping: kept) { editor in
            if let packet = image.blob(VipsField.xmp), kept.contains(VipsField.xmp) {
                // What was turned must not be turned again by who reads the packet; one that can't be read can't be kept.
                if let packet = XMP.packet(packet, saying: orientation) {
                    editor.set(VipsField.xmp, packet)
                } else {
                    editor.remove(VipsField.xmp)
                }
            }
            guard let exif else { return }
            // The library expects the prefix that the block has in a JPEG.
            editor.set(VipsField.exif, Array("Exif\0\0".utf8) + exif)
            editor.set(VipsField.orientation, orientation.rawValue)
        }
    }

    private func rewritten(_ selection: ExifSelection) -> [UInt8]? {
        inspected.exif.flatMap { ExifDocument.rewrite($0, keeping: selection) }
    }

    /// The image's own fields for these tags. When it writes EXIF the library drops every tag for which the image has
    /// no field, and adds one for every field: both sides must say the same.
    private func fields(of image: VipsImage, named tags: Set<String>) -> [String] {
        image.fieldNames.filter { name in
            // exif-ifd0- and exif-ifd2-: the main and the Exif directory. Number 3 is GPS.
            for prefix in ["exif-ifd0-", "exif-ifd2-"] where name.hasPrefix(prefix) {
                return tags.contains(String(name.dropFirst(prefix.count)))
            }
            return false
        }
    }

    private static let copyrightTags: Set<String> = ["Artist", "Copyright"]

    /// Names of EXIF 3.0 for what says how a picture was taken, and neither where nor, by serial number, by whom.
    private static let photographicTags: Set<String> = [
        "ImageDescription", "Make", "Model", "Software", "DateTime", "ExposureTime", "FNumber", "ExposureProgram",
        "ISOSpeedRatings", "PhotographicSensitivity", "ExifVersion", "DateTimeOriginal", "DateTimeDigitized",
        "OffsetTime", "OffsetTimeOriginal", "OffsetTimeDigitized", "SubSecTime", "SubSecTimeOriginal",
        "SubSecTimeDigitized", "ShutterSpeedValue", "ApertureValue", "BrightnessValue", "ExposureBiasValue",
        "MaxApertureValue", "SubjectDistance", "MeteringMode", "LightSource", "Flash", "FocalLength",
        "FocalLengthIn35mmFilm", "ColorSpace", "SensingMethod", "SceneType", "CustomRendered", "ExposureMode",
        "WhiteBalance", "DigitalZoomRatio", "SceneCaptureType", "GainControl", "Contrast", "Saturation", "Sharpness",
        "LensSpecification", "LensMake", "LensModel",
    ]
}
