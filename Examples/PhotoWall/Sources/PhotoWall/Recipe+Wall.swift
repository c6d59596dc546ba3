import Renditions

extension Recipe {
    /// What hangs on the wall: each photograph in two sizes, and one print in blue.
    public static let wall = Recipe(
        "wall",
        renditions: [
            Rendition("wide", [.resize(width: 1200)], as: .webp()),
            Rendition("narrow", [.resize(width: 480)], as: .webp()),
            Rendition("blue", [.resize(width: 240, height: 240, position: .attention), .cyanotype], as: .jpeg()),
        ],
        analysis: [.blurHash])
}
