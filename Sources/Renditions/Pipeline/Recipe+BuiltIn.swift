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

    /// Square pictures of people: three sizes, cut to what is worth seeing. Made larger where they have to be, because a page
    /// counts on the square.
    public static let avatar = Recipe(
        "avatar",
        renditions: [512, 256, 96].map { side in
            Rendition(
                "s\(side)", square(side), as: .webp(), animation: .firstFrame)
        } + [
            Rendition(
                "round", Pipeline(square(256).operations + [.roundCorners(radius: 128)]), as: .png(),
                animation: .firstFrame)
        ],
        analysis: [.blurHash, .dominantColor])

    /// Cut first and made larger then: the other way round a narrow image would be made larger in its length too.
    private static func square(_ side: Int) -> Pipeline {
        [
            .resize(width: side, height: side, fit: .aspect, position: .attention),
            .resize(width: side, height: side, enlarge: true),
        ]
    }

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
