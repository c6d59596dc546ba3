import CorpusFiles
import NIOCore
import Renditions
import RenditionsTesting
import Testing

@Suite struct ExpectedOutcomeTests {
    /// 30 by 20 pixels.
    private let file = ByteBuffer(bytes: PNGWriter.encode(TestImage.gradient(PixelSize(width: 30, height: 20))))

    private static let words: [(String?, ExpectedOutcome)] = [
        ("decode", .made), ("reject", .refused), ("reject-strict", .refused), ("survive", .either),
        ("no-egress", .either), ("something else", .either), (nil, .either),
    ]

    @Test(arguments: words)
    func wordsSayWhatMustBecomeOfAFile(word: String?, expectation: ExpectedOutcome) {
        #expect(ExpectedOutcome(word: word, file: file) == expectation)
    }

    /// What is exactly at a limit may be made.
    @Test func aLimitIsAMatterOfWhatAFileDeclares() {
        let bytes = file.readableBytes
        let atIts = ImageLimits(inputBytes: bytes, pixels: 600, totalPixels: 600, pages: 1)
        #expect(ExpectedOutcome(word: "limit", file: file, limits: atIts) == .either)
        for change in [\ImageLimits.inputBytes, \.pixels, \.totalPixels, \.pages] {
            var below = atIts
            below[keyPath: change] -= 1
            #expect(ExpectedOutcome(word: "limit", file: file, limits: below) == .refused)
        }
    }

    @Test func whatCannotBeReadIsNotExcused() {
        #expect(ExpectedOutcome(word: "limit", file: ByteBuffer(string: "no image")) == .refused)
    }
}
