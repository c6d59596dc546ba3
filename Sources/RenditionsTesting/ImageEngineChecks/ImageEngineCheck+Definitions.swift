import Renditions

extension ImageEngineCheck {
    /// That operations give what their documentation says. The reference engine's halves are written after it; other
    /// engines may differ from them by what 8-bit levels, tables and whole-numbered masks cost, and by no more.
    static let definitions: [ImageEngineCheck] = lightnessAndColor + levels + neighborhoods + shapes

    /// What is done in CIELAB. There and back, a channel is rounded once, and an engine may take the transfer function
    /// of sRGB from a table of 256 levels: a level, seldom two.
    private static let lightnessAndColor: [ImageEngineCheck] = [
        definition(
            of: "adjust-of-lightness",
            [
                Adjust.adjust(brightness: 1.3), .adjust(contrast: 1.5), .adjust(lightness: -15),
                .adjust(brightness: 0.8, contrast: 1.2, lightness: 10),
            ], mean: 0.5, maximum: 2),
        definition(
            of: "adjust-of-colors",
            [Adjust.adjust(saturation: 0), .adjust(saturation: 1.6, hue: 75), .adjust(saturation: 0.7, hue: -130)],
            mean: 0.5, maximum: 2),
        definition(of: "tint", [Tint.tint(Color(red: 40, green: 120, blue: 200))], mean: 0.5, maximum: 2),
        definition(of: "greyscale", [Greyscale()], mean: 0.5, maximum: 2),
        // A percentile may be found in a histogram of 256 parts: the last level that is within may not be seen as such.
        definition(
            of: "normalize",
            [Normalize.normalize(), .normalize(lower: 0, upper: 100), .normalize(lower: 10, upper: 80)], mean: 1,
            maximum: 4),
        // A lightness between two levels may be rounded to either, and moves as far as the curve is steep there.
        definition(
            of: "clahe",
            [
                Equalize.clahe(width: 9, height: 7), .clahe(width: 16, height: 12, maximumSlope: 0),
                .clahe(width: 100, height: 100, maximumSlope: 8),
            ], mean: 0.5, maximum: 32),
    ]

    /// What is done level by level: engines may round, or cut fractions off.
    private static let levels: [ImageEngineCheck] = [
        definition(of: "gamma", [Gamma.gamma(), .gamma(0.6)], mean: 1, maximum: 1),
        definition(of: "negate", [Negate()], mean: 0, maximum: 0),
        definition(
            of: "flatten", [Flatten(), .flatten(background: Color(red: 10, green: 90, blue: 200))], mean: 1, maximum: 1),
        // A luminance next to the threshold may be rounded to either side of it: few pixels' are.
        definition(of: "threshold", [Threshold.threshold(), .threshold(100)], mean: 1, maximum: 255),
    ]

    /// What is made of a pixel and those around it.
    private static let neighborhoods: [ImageEngineCheck] = [
        // The mask may be of whole numbers up to 20 and end early, which shows at hard edges.
        definition(
            of: "blur", [Blur.blur(), .blur(sigma: 0.8), .blur(sigma: 1.7), .blur(sigma: 7)], mean: 0.5, maximum: 4),
        // The same mask; its error is multiplied by the strength.
        definition(
            of: "sharpen", [Sharpen.sharpen(), .sharpen(sigma: 1.5), .sharpen(sigma: 1, flat: 1, jagged: 6)], mean: 0.5,
            maximum: 12),
        definition(of: "median", [Median.median(), .median(size: 4), .median(size: 5)], mean: 0, maximum: 0),
    ]

    /// What moves pixels, and what lies around them.
    private static let shapes: [ImageEngineCheck] = [
        // Weights and colours times opacity may be rounded on the way.
        definition(
            of: "rotate",
            [Rotate.rotate(33), .rotate(-110, background: Color(red: 250, green: 20, blue: 90)), .rotate(90)],
            mean: 0.5,
            maximum: 2),
        definition(
            of: "rounding-corners", [RoundCorners.roundCorners(radius: 9), .roundCorners(radius: 99)], mean: 0.5,
            maximum: 1),
        definition(
            of: "space-around",
            [
                Extend(to: canvas, x: 15, y: 8, color: Color(red: 10, green: 90, blue: 200)),
                Extend(to: canvas, x: 15, y: 8, fill: .edge), Extend(to: canvas, x: 15, y: 8, fill: .mirror),
            ], mean: 0, maximum: 0),
    ]

    private static let canvas = PixelSize(width: 50, height: 40)

    private static let pictures = [
        (name: "a smooth image with opacity", raster: EnginePicture.veil(24, 18)),
        (name: "an image with grain and edges", raster: EnginePicture.texture(24, 18)),
    ]

    /// - Parameters:
    ///   - mean: how far the channels may be from the reference's in the mean, in 8-bit levels.
    ///   - maximum: how far any channel may be from it.
    private static func definition(
        of subject: String, _ operations: [any ReferenceOperation], mean: Double, maximum: Double
    ) -> ImageEngineCheck {
        ImageEngineCheck(
            "\(subject)-follows-its-definition", where: { engine in operations.allSatisfy { engine.supports($0) } }
        ) { trial in
            for operation in operations {
                for picture in pictures {
                    let expected = try operation.apply(to: picture.raster, overlays: [:])
                    let found = try await trial.pixels(of: picture.raster, Pipeline([operation]))
                    let what = "\(operation) on \(picture.name)"
                    try trial.expectEqual(found, expected, within: maximum, what)
                    let difference = ImageComparison.meanAbsoluteDifference(found, expected)
                    try expect(
                        difference <= mean,
                        "\(what): pixels differ by \(difference) levels in the mean; at most \(mean) are allowed.")
                }
            }
        }
    }
}
