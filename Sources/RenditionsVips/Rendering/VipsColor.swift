internal import CVips
internal import Renditions

/// Brings an image into the colours that a rendition is written in.
struct VipsColor {
    private let inspected: InspectedImage
    private let profile: ICCProfile?

    init(_ inspected: InspectedImage) {
        self.inspected = inspected
        profile = inspected.iccProfile.flatMap { ICCProfile($0) }
    }

    func convert(_ image: VipsImage, to policy: ColorProfilePolicy) throws -> VipsImage {
        switch policy {
        case .keep: image
        case .sRGB: try converted(image, to: "srgb", isThere: profile?.isSRGB == true).inDisplayForm()
        case .displayP3: try converted(image, to: "p3", isThere: profile?.isDisplayP3 == true)
        }
    }

    /// An image with 8 bits a channel, grey or RGB, for what works on nothing else: the numbers of such an image stay
    /// as they are, whatever its profile; CMYK and Lab become sRGB.
    func inEightBits(_ image: VipsImage) throws -> VipsImage {
        switch image.interpretation {
        case VIPS_INTERPRETATION_sRGB, VIPS_INTERPRETATION_B_W: try image.cast8Bit()
        case VIPS_INTERPRETATION_GREY16: try image.colourspace("b-w").cast8Bit()
        case VIPS_INTERPRETATION_RGB16: try image.colourspace("srgb").cast8Bit()
        default: try convert(image, to: .sRGB)
        }
    }

    /// - Parameter isThere: whether the embedded profile says that the colours are the wanted ones already. A transform
    ///   would cost as much as the rest of the work together and change nothing.
    private func converted(_ image: VipsImage, to output: String, isThere: Bool) throws -> VipsImage {
        let isRGB =
            image.interpretation == VIPS_INTERPRETATION_sRGB || image.interpretation == VIPS_INTERPRETATION_RGB16
        if isThere, isRGB { return image }
        let input = assumedProfile(of: image, for: output)
        let hasProfile = image.hasField(VipsField.iccProfile)
        guard hasProfile || input != nil else { return image }
        var call = VipsCall("icc_transform").image("in", image).text("output_profile", output)
            .word("intent", "perceptual").int("depth", 8).bool("embedded", hasProfile)
        if let input { call = call.text("input_profile", input) }
        do {
            return try call.run()
        } catch let error as RenderError where error.code == .engineFailed {
            // A profile that is damaged, or of another kind of image, says nothing; the image does without.
            guard hasProfile, let input else { return image }
            return try VipsCall("icc_transform").image("in", image).text("output_profile", output)
                .word("intent", "perceptual").int("depth", 8).text("input_profile", input).run()
        }
    }

    /// The built-in profile to take the colours by when the image brings none that can be used; nil when they are sRGB
    /// as far as anybody knows, and sRGB is wanted.
    private func assumedProfile(of image: VipsImage, for output: String) -> String? {
        switch image.interpretation {
        case VIPS_INTERPRETATION_CMYK: return "cmyk"
        case VIPS_INTERPRETATION_sRGB, VIPS_INTERPRETATION_RGB16:
            // ITU-T H.273 table 2: 12 is SMPTE EG 432-1, the primaries of Display P3.
            if inspected.codePoints?.primaries == 12 { return output == "p3" ? nil : "p3" }
            return output == "srgb" ? nil : "srgb"
        default: return nil
        }
    }
}

extension VipsImage {
    /// This image with 8 bits a channel, grey or sRGB.
    fileprivate func inDisplayForm() throws -> VipsImage {
        switch interpretation {
        case VIPS_INTERPRETATION_sRGB, VIPS_INTERPRETATION_B_W: return try cast8Bit()
        case VIPS_INTERPRETATION_GREY16: return try colourspace("b-w").cast8Bit()
        default: return try colourspace("srgb").cast8Bit()
        }
    }
}
