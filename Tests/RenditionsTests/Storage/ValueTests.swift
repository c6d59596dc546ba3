import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The small values that are read from text.
@Suite struct ValueTests {
    @Test(
        arguments: [
            ("#704214", Color(red: 112, green: 66, blue: 20)), ("704214", Color(red: 112, green: 66, blue: 20)),
            ("#70421480", Color(red: 112, green: 66, blue: 20, alpha: 128)), ("#fff", .white), ("#000f", .black),
            ("#0000", .transparent), ("Black", .black), ("WHITE", .white), ("transparent", .transparent), ("", nil),
            ("#", nil),
            ("#12345", nil), ("##123", nil), ("red", nil), ("#gggggg", nil), ("#７04214", nil), ("#1234567", nil),
            (" #fff", nil),
        ] as [(String, Color?)])
    func colors(_ text: String, _ expected: Color?) { #expect(Color(text) == expected) }

    @Test func colorsGoThroughText() {
        for color in [Color.black, .white, .transparent, Color(red: 1, green: 2, blue: 3, alpha: 4)] {
            #expect(Color(color.description) == color)
        }
    }

    @Test func orientationsAreThoseOfEXIF() throws {
        let decoder = JSONDecoder()
        #expect(try decoder.decode([Orientation].self, from: Data("[1,2,3,4,5,6,7,8]".utf8)) == Orientation.allCases)
        for text in ["[0]", "[9]", "[\"up\"]"] {
            #expect(throws: DecodingError.self) { try decoder.decode([Orientation].self, from: Data(text.utf8)) }
        }
        let size = PixelSize(width: 2, height: 1)
        for orientation in Orientation.allCases {
            let isTurned = orientation.rawValue >= 5
            #expect(orientation.oriented(size) == (isTurned ? size.transposed : size))
        }
    }

    @Test func rectanglesFitExactly() {
        let size = PixelSize(width: 10, height: 5)
        func fits(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> Bool {
            PixelRect(x: x, y: y, width: width, height: height).fits(in: size)
        }
        #expect(fits(0, 0, 10, 5) && fits(9, 4, 1, 1))
        #expect(
            !fits(0, 0, 11, 5) && !fits(1, 0, 10, 5) && !fits(-1, 0, 1, 1) && !fits(0, 0, 0, 1) && !fits(0, 5, 1, 1))
        #expect(!fits(Int.max, 0, 1, 1) && !fits(0, 0, Int.max, 1) && !fits(Int.max, 0, Int.max, 1))
    }

    @Test func areasDoNotOverflow() {
        #expect(PixelSize(width: .max, height: 2).area == .max)
        #expect(PixelSize(width: 3, height: 2).area == 6)
    }

    @Test func assetIDsAreSafeEverywhere() throws {
        for text in ["a", "A-z_0.9", String(repeating: "x", count: 128)] { #expect(try AssetID(text).rawValue == text) }
        for text in ["", ".", "..", ".a", "a/b", "a b", "ä", "a\u{0}", String(repeating: "x", count: 129), "a\n"] {
            #expect(throws: StoreError.self, "\(text)") { try AssetID(text) }
        }
        let id = AssetID(original: "uploads/picture.png")
        #expect(id == AssetID(original: "uploads/picture.png"))
        #expect(id.rawValue.count == 26)
        #expect(try AssetID(id.rawValue) == id)
        // The composed and the decomposed spelling are different keys, and so different assets.
        #expect(AssetID(original: "caf\u{E9}") != AssetID(original: "cafe\u{301}"))
        #expect(try AssetID("Z") < AssetID("a"))
    }

    @Test func assetIDsAreKept() {
        // SHA-256 of the key in base 32, as `printf a | openssl dgst -binary -sha256 | base32` gives it.
        #expect(AssetID(original: "a").rawValue == "zklycewkdo64v6wcggzzui64jw")
    }

    @Test func codesSayWhetherTryingAgainMayHelp() {
        #expect(RenderError(.timedOut, "").isRetryable && RenderError(.memoryExhausted, "").isRetryable)
        #expect(!RenderError(.tooMuchMemory, "").isRetryable)
        #expect(!RenderError(.invalidImage, "").isRetryable)
        #expect(StoreError(.unavailable, "").isRetryable && StoreError(.timedOut, "").isRetryable)
        #expect(!StoreError(.storageFull, "").isRetryable)
        let failure = AssetFailure(RenderError(.invalidImage, "It is damaged.", cause: StoreError(.corrupt, "secret")))
        #expect(failure == AssetFailure(code: "invalid-image", message: "It is damaged.", isRetryable: false))
        #expect(AssetFailure(CancellationError()).code == "internal")
    }
}
