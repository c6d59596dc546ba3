import Renditions
import RenditionsVips
import Testing

/// An avatar is square and as large as its name says, whatever the original.
@Suite struct AvatarTests {
    static let sizes = [
        (450, 600), (600, 450), (600, 600), (100, 90), (1, 1), (1, 700), (700, 2), (3, 300), (512, 511),
    ]

    @Test(arguments: sizes) func isSquareOfAnyOriginal(_ width: Int, _ height: Int) async throws {
        let file = try await Fixture.file(Picture.smooth(width, height))
        let images = try await Fixture.engine.get().render(Recipe.avatar.renditions, from: ImageSource(file))
        #expect(images.map(\.name).sorted() == ["round", "s256", "s512", "s96"])
        for image in images {
            let side = ["s512": 512, "s256": 256, "s96": 96, "round": 256][image.name] ?? 0
            #expect(image.size == PixelSize(width: side, height: side), "\(image.name)")
            // What the plan promises is what the file holds.
            let info = try ImageInspector.inspect(image.bytes).info
            #expect(info.size == image.size, "\(image.name)")
        }
    }

    /// The corners are transparent and the middle is not.
    @Test func theRoundOneIsRoundOfASmallOriginal() async throws {
        let file = try await Fixture.file(Picture.plain(60, 90, .white))
        let round = try #require(Recipe.avatar.renditions.first { $0.name == "round" })
        let pixels = try await Fixture.pixels(of: file, round.operations)
        #expect(pixels.size == PixelSize(width: 256, height: 256))
        let alpha = pixels.colors.map(\.alpha)
        #expect(alpha[0] == 0 && alpha[255] == 0 && alpha[255 * 256] == 0 && alpha[128 * 256 + 128] == 255)
    }
}
