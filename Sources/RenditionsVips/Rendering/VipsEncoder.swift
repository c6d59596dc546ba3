internal import CVips
internal import NIOCore
internal import Renditions

/// Writes one image as a file.
struct VipsEncoder {
    let encoding: Encoding

    static func supports(_ encoding: Encoding) -> Bool {
        switch encoding {
        case .raw: true
        case .avif(let heif) where heif.bitDepth == 10: VipsLibrary.writesTenBitAVIF
        case .avif, .heic: VipsLibrary.loadModule("vips-heif", providing: "heifsave_buffer")
        case .jpegxl: VipsLibrary.loadModule("vips-jxl", providing: "jxlsave_buffer")
        default: VipsLibrary.hasOperation("\(saver(of: encoding))")
        }
    }

    private static func saver(of encoding: Encoding) -> String {
        switch encoding {
        case .jpeg: "jpegsave_buffer"
        case .png: "pngsave_buffer"
        case .webp: "webpsave_buffer"
        case .avif, .heic: "heifsave_buffer"
        case .tiff: "tiffsave_buffer"
        case .gif: "gifsave_buffer"
        case .jpegxl: "jxlsave_buffer"
        case .raw: ""
        }
    }

    /// - Parameter isBare: whether the image carries no metadata, so that the library need not add any of its own.
    func write(_ image: VipsImage, isBare: Bool) throws -> ByteBuffer {
        if encoding == .raw { return try pixels(of: image) }
        let image = try prepared(image)
        let call = VipsCall(Self.saver(of: encoding)).image("in", image).bool("strip", isBare)
        let bytes = try configured(call).run { try $0.buffer() }
        switch encoding {
        case .webp where isBare: return WebPFile(bytes).withoutMetadata
        case .png:
            guard !isBare, let profile = image.blob(VipsField.iccProfile) else { return bytes }
            return PNGProfile(profile: profile).added(to: bytes)
        default: return bytes
        }
    }

    /// Whether the format has a place for an image's colour space. CMYK fits into JPEG and TIFF, Lab into TIFF.
    func holdsColors(of image: VipsImage) -> Bool {
        switch (image.interpretation, encoding) {
        case (VIPS_INTERPRETATION_sRGB, _), (VIPS_INTERPRETATION_B_W, _), (VIPS_INTERPRETATION_RGB16, _),
            (VIPS_INTERPRETATION_GREY16, _), (VIPS_INTERPRETATION_CMYK, .jpeg), (_, .tiff):
            true
        default: false
        }
    }

    /// The image in a form that the format holds.
    func prepared(_ image: VipsImage) throws -> VipsImage {
        var image = image
        if !encoding.holdsAlpha, image.hasAlpha {
            image = try VipsCall("flatten").image("in", image)
                .doubles("background", image.channels(of: .white).dropLast())
                .double("max_alpha", image.maximumAlpha).run()
        }
        switch encoding {
        case .avif(let heif) where heif.bitDepth > 8, .heic(let heif) where heif.bitDepth > 8:
            return try image.colourspace("rgb16")
        case .gif, .webp, .avif, .heic: return try image.colourspaceIfGrey()
        default: return image
        }
    }

    private func configured(_ call: VipsCall) -> VipsCall {
        switch encoding {
        case .jpeg(let jpeg):
            call.int("Q", jpeg.quality).bool("interlace", jpeg.progressive).bool("optimize_coding", jpeg.optimize)
                .word("subsample_mode", jpeg.subsampling.switchWord)
        case .png(let png):
            png.palette
                ? call.int("compression", png.compression).bool("palette", true).double("dither", png.dither)
                    .int("bitdepth", Self.bits(forColors: png.colors))
                : call.int("compression", png.compression)
        case .webp(let webp):
            call.int("Q", webp.quality).bool("lossless", webp.lossless || webp.nearLossless)
                .bool("near_lossless", webp.nearLossless).int("effort", webp.effort)
                .int("alpha_q", webp.alphaQuality)
        case .avif(let heif): configured(call.word("compression", "av1"), heif)
        case .heic(let heif): configured(call.word("compression", "hevc"), heif)
        case .tiff(let tiff):
            call.word("compression", tiff.compression.rawValue)
                .word("predictor", tiff.compression == .none ? "none" : "horizontal")
        case .gif(let gif): call.double("dither", gif.dither).int("effort", gif.effort)
        case .jpegxl(let jpegxl):
            call.int("Q", jpegxl.quality).bool("lossless", jpegxl.lossless).int("effort", jpegxl.effort)
        case .raw: call
        }
    }

    private func configured(_ call: VipsCall, _ heif: HEIFEncoding) -> VipsCall {
        call.int("Q", heif.quality).bool("lossless", heif.lossless).int("effort", heif.effort)
            .int("bitdepth", heif.bitDepth)
            .word("subsample_mode", heif.lossless ? "off" : heif.subsampling.switchWord)
    }

    /// Bits of an index into a palette of so many colours; PNG has 1, 2, 4 and 8.
    private static func bits(forColors colors: Int) -> Int {
        switch colors {
        case ...2: 1
        case ...4: 2
        case ...16: 4
        default: 8
        }
    }

    private func pixels(of image: VipsImage) throws -> ByteBuffer {
        let image = try image.inColor().withAlpha().cast8Bit()
        var count = 0
        guard let memory = vips_image_write_to_memory(image.pointer, &count) else {
            throw RenderError(.engineFailed, "libvips could not compute an image.", cause: VipsFailure.take())
        }
        defer { g_free(memory) }
        return ByteBuffer(bytes: UnsafeRawBufferPointer(start: memory, count: count))
    }
}

extension ChromaSubsampling {
    fileprivate var switchWord: String { self == .half ? "on" : "off" }
}

extension VipsImage {
    /// sRGB where the image is grey: for formats whose savers want colours.
    fileprivate func colourspaceIfGrey() throws -> VipsImage {
        bands <= 2 ? try colourspace("srgb").cast8Bit() : self
    }
}
