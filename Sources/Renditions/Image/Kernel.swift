/// How new pixels are made from old ones when an image is scaled.
public enum Kernel: String, Codable, Hashable, Sendable, CaseIterable {
    /// The nearest old pixel, for pixel art.
    case nearest
    case linear
    /// Catmull-Rom.
    case cubic
    /// Mitchell-Netravali with B = C = 1/3: soft, without ringing.
    case mitchell
    case lanczos2
    /// Sharpest; the default.
    case lanczos3
}
