/// How finely colour is kept beside lightness.
public enum ChromaSubsampling: String, Codable, Hashable, Sendable, CaseIterable {
    /// One colour to four pixels: the smaller file, the default.
    case half = "4:2:0"
    /// A colour to every pixel: for text, logos and sharp edges between colours.
    case full = "4:4:4"
}
