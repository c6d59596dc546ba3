internal import CVips
internal import Renditions

/// Calls that more than one operation needs.
extension VipsImage {
    func extract(_ rect: PixelRect) throws -> VipsImage {
        try VipsCall("extract_area").image("input", self)
            .int("left", rect.x).int("top", rect.y).int("width", rect.width).int("height", rect.height).run()
    }

    func cast8Bit() throws -> VipsImage {
        is8Bit ? self : try VipsCall("cast").image("in", self).word("format", "uchar").run()
    }

    func bands(from first: Int, count: Int) throws -> VipsImage {
        try VipsCall("extract_band").image("in", self).int("band", first).int("n", count).run()
    }

    func joined(with other: VipsImage) throws -> VipsImage {
        try VipsCall("bandjoin").images("in", [self, other]).run()
    }

    /// `self * factors + offsets`, band by band.
    func linear(_ factors: [Double], _ offsets: [Double]) throws -> VipsImage {
        try VipsCall("linear").image("in", self).doubles("a", factors).doubles("b", offsets).run()
    }

    func colourspace(_ space: String) throws -> VipsImage {
        try VipsCall("colourspace").image("in", self).word("space", space).run()
    }

    /// An image that says that it is in another colour space, with the same pixels.
    func labelled(_ interpretation: String) throws -> VipsImage {
        try VipsCall("copy").image("in", self).word("interpretation", interpretation).run()
    }

    /// This image in sRGB with three bands, or four with alpha.
    func inColor() throws -> VipsImage {
        interpretation == VIPS_INTERPRETATION_sRGB && bands >= 3 ? self : try colourspace("srgb").cast8Bit()
    }

    /// This image with an alpha channel, opaque where it had none.
    func withAlpha() throws -> VipsImage {
        hasAlpha ? self : try VipsCall("bandjoin_const").image("in", self).doubles("c", [maximumAlpha]).run()
    }

    /// Does something to the colours only: the alpha channel is set aside meanwhile.
    func onColors(_ body: (VipsImage) throws -> VipsImage) throws -> VipsImage {
        guard hasAlpha else { return try body(self) }
        let colors = try body(try bands(from: 0, count: bands - 1))
        return try colors.joined(with: try bands(from: bands - 1, count: 1))
    }

    /// Does something that mixes neighbouring pixels: colours are weighted by their opacity meanwhile, so that
    /// transparent pixels lend no colour.
    func premultiplied(_ body: (VipsImage) throws -> VipsImage) throws -> VipsImage {
        guard hasAlpha else { return try body(self) }
        let weighted = try VipsCall("premultiply").image("in", self).double("max_alpha", maximumAlpha).run()
        let mixed = try body(weighted)
        let plain = try VipsCall("unpremultiply").image("in", mixed).double("max_alpha", maximumAlpha).run()
        // A cast cuts fractions off, which would make every colour darker by half a level.
        let whole = try VipsCall("round").image("in", plain).word("round", "rint").run()
        return try VipsCall("cast").image("in", whole).word("format", format == VIPS_FORMAT_USHORT ? "ushort" : "uchar")
            .run()
    }

    /// A colour's channels for an image with this one's bands.
    func channels(of color: Color) -> [Double] {
        let factor = maximumAlpha / 255
        let luminance = 0.2126 * Double(color.red) + 0.7152 * Double(color.green) + 0.0722 * Double(color.blue)
        let colors = bands >= 3 ? [Double(color.red), Double(color.green), Double(color.blue)] : [luminance.rounded()]
        return (colors + (hasAlpha ? [Double(color.alpha)] : [])).map { $0 * factor }
    }
}
