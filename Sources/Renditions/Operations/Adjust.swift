/// Changes brightness, contrast, saturation, hue and lightness, in CIE LCh.
///
/// In CIELAB under D65 (CIE 15:2004, section 8.2.1), by way of linear light (IEC 61966-2-1):
/// `L* = 50 + contrast × (brightness × L* - 50) + lightness`, chroma × `saturation`, hue + `hue`. Nothing is clipped in
/// between; of what sRGB can't show, red, green and blue are each clipped. Opacity stays.
public struct Adjust: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "adjust"

    /// Factor of the lightness.
    public var brightness = 1.0
    /// Factor of the distance from mid grey, L* = 50.
    public var contrast = 1.0
    /// Factor of the chroma; 0 gives greys.
    public var saturation = 1.0
    /// Degrees by which the hue is turned: from red (a*) towards yellow (b*).
    public var hue = 0.0
    /// What is added to the lightness, in L* units.
    public var lightness = 0.0

    public init() {}

    public static let parameters: [Parameter<Adjust>] = [
        Parameter("brightness", \.brightness, in: 0...10, "The factor of the lightness."),
        Parameter("contrast", \.contrast, in: 0...10, "The factor of the distance from mid grey."),
        Parameter("saturation", \.saturation, in: 0...10, "The factor of the chroma."),
        Parameter("hue", \.hue, in: -360...360, unit: "degrees", "How far the hue is turned."),
        Parameter("lightness", \.lightness, in: -100...100, unit: "L*", "What is added to the lightness."),
    ]
}

extension ImageOperation where Self == Adjust {
    /// Changes brightness, contrast and saturation by factors, turns the hue by degrees, adds to the lightness.
    public static func adjust(
        brightness: Double = 1, contrast: Double = 1, saturation: Double = 1, hue: Double = 0, lightness: Double = 0
    ) -> Adjust {
        var adjust = Adjust()
        adjust.brightness = brightness
        adjust.contrast = contrast
        adjust.saturation = saturation
        adjust.hue = hue
        adjust.lightness = lightness
        return adjust
    }
}
