extension Recipe {
    /// What a page of photographs needs: five widths as WebP, the middle one also as AVIF and JPEG, and a placeholder.
    public static let web = Recipe(
        "web",
        renditions: [
            Rendition("w2560", [.resize(width: 2560)], as: .webp()),
            Rendition("w1280", [.resize(width: 1280)], as: .webp()),
            Rendition("w640", [.resize(width: 640)], as: .webp()),
            Rendition("w320", [.resize(width: 320)], as: .webp()),
            Rendition("w160", [.resize(width: 160)], as: .webp()),
            Rendition("w1280-avif", [.resize(width: 1280)], as: .avif()),
            Rendition("w1280-jpeg", [.resize(width: 1280)], as: .jpeg(progressive: true), animation: .firstFrame),
        ],
        analysis: Set(AnalysisFeature.allCases))

    /// Square pictures of people: three sizes, cut to what is worth seeing. An original that is smaller gives a smaller
    /// square.
    public static let avatar = Recipe(
        "avatar",
        renditions: [512, 256, 96].map { side in
            Rendition(
                "s\(side)", [.resize(width: side, height: side, fit: .aspect, position: .attention)], as: .webp(),
                animation: .firstFrame)
        } + [
            Rendition(
                "round",
                [
                    .resize(width: 256, height: 256, fit: .aspect, position: .attention), .roundCorners(radius: 128),
                ],
                as: .png(), animation: .firstFrame)
        ],
        analysis: [.blurHash, .dominantColor])

    /// Goods on white: trimmed, put on a square with some space, sharpened.
    public static let product = Recipe(
        "product",
        renditions: [1600, 800, 400].map { side in
            Rendition(
                "s\(side)",
                [
                    .flatten(), .trim(), .resize(width: side, height: side, fit: .contain, background: .white),
                    .sharpen(),
                ],
                as: .webp(quality: 85), animation: .firstFrame)
        } + [
            Rendition(
                "zoom", [.resize(width: 2400, height: 2400, fit: .inside)], as: .jpeg(quality: 88, progressive: true),
                animation: .firstFrame)
        ],
        analysis: [.blurHash, .palette, .isOpaque, .perceptualHash])

    /// The recipes above, by name.
    public static let builtIn = [web, avatar, product]
}
