/// What is put around an image that does not fill its canvas.
public enum PaddingFill: String, Codable, Hashable, Sendable, CaseIterable {
    /// One colour, which may be transparent.
    case color
    /// The image itself, scaled to cover the canvas and blurred.
    case blurred
    /// The image reflected at its edges.
    case mirror
    /// The pixels of the edge, repeated.
    case edge
}
