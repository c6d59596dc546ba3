import Renditions
import RenditionsVips
import Testing

@Suite struct TextTests {
    private static let ground = Picture.plain(200, 80, Picture.grey)

    private static func drawn(_ operation: Text, on ground: Raster = ground) async throws -> Raster {
        try await Fixture.pixels(of: ground, [operation])
    }

    /// The smallest rectangle that holds every pixel that differs from the ground; nil where none does.
    private static func ink(_ raster: Raster, on ground: Raster = ground) -> PixelRect? {
        let places = (0..<raster.size.area).map { ($0 % raster.size.width, $0 / raster.size.width) }
            .filter { raster[$0.0, $0.1] != ground[$0.0, $0.1] }
        guard let left = places.map(\.0).min(), let right = places.map(\.0).max(), let top = places.map(\.1).min(),
            let bottom = places.map(\.1).max()
        else { return nil }
        return PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    }

    @Test(arguments: Gravity.allCases) func inkIsWhereTheGravitySays(_ gravity: Gravity) async throws {
        let result = try await Self.drawn(.text("Hxg", size: 20, color: .black, gravity: gravity, x: 6, y: 6))
        let ink = try #require(Self.ink(result))
        switch gravity.fraction.x {
        case 0: #expect((6..<12).contains(ink.x))
        case 1: #expect((188...194).contains(ink.x + ink.width))
        default: #expect(abs(ink.x + ink.width / 2 - 106) <= 4)
        }
        switch gravity.fraction.y {
        case 0: #expect((6..<24).contains(ink.y))
        case 1: #expect((58...74).contains(ink.y + ink.height))
        default: #expect(abs(ink.y + ink.height / 2 - 46) <= 8)
        }
        #expect((10...30).contains(ink.height), "20 pixels of type")
    }

    @Test func textWithoutOffsetsLiesInTheMiddle() async throws {
        let ink = try #require(Self.ink(try await Self.drawn(.text("HHH", size: 30, color: .black, gravity: .center))))
        #expect(abs(ink.x + ink.width / 2 - 100) <= 4)
        #expect(abs(ink.y + ink.height / 2 - 40) <= 6)
    }

    @Test func coloursAndOpacity() async throws {
        let solid = try await Self.drawn(.text("MMMM", size: 40, color: Picture.red, x: 4, y: 4))
        #expect(solid.colors.contains { $0.distance(to: Picture.red) <= 2 })
        let half = try await Self.drawn(.text("MMMM", size: 40, color: Picture.red, x: 4, y: 4, opacity: 0.5))
        #expect(!half.colors.contains { $0.red > 200 })
        #expect(half.colors.contains { $0.distance(to: Color(red: 191, green: 64, blue: 64)) <= 3 })
        let unseen = try await Self.drawn(.text("MMMM", size: 40, color: Picture.red, opacity: 0))
        #expect(unseen == Self.ground)
    }

    @Test(arguments: [
        "<b>&", "<span size='xx-large'>A</span>", "a < b > c & d", "&amp;", "\" ' \\ %s %n", "<", "]]>", "é 你好 😀",
    ])
    func markupIsDrawnAndNotRead(_ text: String) async throws {
        let result = try await Self.drawn(.text(text, size: 16, color: .black, gravity: .northwest, x: 2, y: 2))
        #expect(Self.ink(result) != nil)
    }

    @Test func markupHasNoEffect() async throws {
        let wide = Picture.plain(400, 60, Picture.grey)
        func width(_ text: String) async throws -> Int {
            let drawn = try await Self.drawn(.text(text, size: 16, color: .black, gravity: .northwest), on: wide)
            return try #require(Self.ink(drawn, on: wide)).width
        }
        // Read as markup these would be one letter wide.
        let (tagged, letter) = (try await width("<b>A</b>"), try await width("A"))
        #expect(tagged > 3 * letter)
        let (entity, sign) = (try await width("&amp;"), try await width("&"))
        #expect(entity > 2 * sign)
    }

    @Test func longTextsAreBroken() async throws {
        let line = try await Self.drawn(.text("one two three", size: 14, color: .black, width: 190))
        let lines = try await Self.drawn(.text("one two three", size: 14, color: .black, width: 50))
        let (one, three) = (try #require(Self.ink(line)), try #require(Self.ink(lines)))
        #expect(three.width <= 50)
        #expect(three.height > 2 * one.height)
    }

    @Test func shadowIsSoftAndBehindTheText() async throws {
        let plain = try await Self.drawn(.text("MM", size: 32, color: .white, gravity: .center, x: 0, y: 0))
        let shaded = try await Self.drawn(
            .text("MM", size: 32, color: .white, gravity: .center, x: 0, y: 0, shadow: true))
        #expect(shaded.colors.contains { $0.red < 100 }, "darker than the ground")
        #expect(!plain.colors.contains { $0.red < 128 })
        for (with, without) in zip(shaded.colors, plain.colors) where without == .white { #expect(with == .white) }
        let (inner, outer) = (try #require(Self.ink(plain)), try #require(Self.ink(shaded)))
        #expect(outer.width > inner.width && outer.height > inner.height)
    }

    @Test func onASeeThroughPicture() async throws {
        let ground = Picture.plain(120, 50, .transparent)
        let result = try await Self.drawn(.text("MM", size: 30, color: Picture.red, gravity: .center), on: ground)
        #expect(result.colors.contains(Picture.red))
        #expect(result[0, 0].alpha == 0)
    }

    @Test func textLargerThanThePictureIsCut() async throws {
        let result = try await Self.drawn(
            .text("WIDE", size: 200, color: .black, gravity: .center), on: Picture.plain(40, 30, .white))
        #expect(result.size == PixelSize(width: 40, height: 30))
        #expect(result.colors.contains { $0.red < 50 })
    }
}
