import RenditionsAPI
import RenditionsTesting
import Testing

/// However a form is cut, and whatever is missing at its end.
@Suite struct MultipartCutTests {
    @Test(.showsSeed) func theResultDoesNotDependOnTheCuts() throws {
        var random = TestSeed.generator
        for index in 0..<10_000 {
            // Every tenth form is another one, made of pieces of the delimiter.
            let form =
                index % 10 == 0
                ? FormText("hostile", (0..<3).map { _ in FormText.field("a", FormText.hostileContent(using: &random)) })
                : try FormText.valid()[index % 8]
            let pieces = form.bytes.cut(at: .random(in: 1...12, using: &random), using: &random)
            let parsed = ParsedForm(pieces)
            #expect(parsed.problem == nil)
            #expect(parsed.parts == form.parts)
            if parsed.problem != nil || parsed.parts != form.parts { return }
        }
    }

    @Test(arguments: try FormText.valid())
    func everyByteMayComeByItself(_ form: FormText) {
        #expect(ParsedForm(form.bytes.singly) == ParsedForm([form.bytes]))
    }

    @Test(arguments: try FormText.valid())
    func aTruncatedFormIsNone(_ form: FormText) {
        for count in 0..<form.bytes.count {
            let truncated = Array(form.bytes.prefix(count))
            let parsed = ParsedForm([truncated])
            if count < form.wholeCount {
                #expect(parsed.problem?.code == .invalidMultipart, "\(count) bytes")
                #expect(form.parts.starts(with: parsed.parts.filter(\.isWhole)), "\(count) bytes")
            } else {
                #expect(parsed.problem == nil, "\(count) bytes")
                #expect(parsed.parts == form.parts, "\(count) bytes")
            }
            #expect(ParsedForm(truncated.singly) == parsed, "\(count) bytes")
        }
    }

    /// What is found before something is wrong, and what is wrong, are the same however it is cut.
    @Test(.showsSeed) func spoiltFormsToo() throws {
        var random = TestSeed.generator
        let forms = try FormText.valid()
        let limits = MultipartLimits(
            parts: 3, headerBytes: 150, headerFields: 2, preambleBytes: 20, epilogueBytes: 5, bytes: 400)
        var problems: Set<Problem.Code> = []
        for _ in 0..<5_000 {
            var bytes = forms.randomElement(using: &random)!.bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: "\r\n--ab-cd".utf8, at: place)
                default: bytes.insert(bytes.randomElement(using: &random)!, at: place)
                }
            }
            let whole = ParsedForm([bytes], limits: limits)
            let cut = ParsedForm(bytes.cut(at: .random(in: 1...12, using: &random), using: &random), limits: limits)
            #expect(whole == cut)
            if let problem = whole.problem { problems.insert(problem.code) }
            if whole != cut { return }
        }
        #expect(problems == [.invalidMultipart, .tooLarge], "The spoilt forms have to reach both.")
    }

    @Test(.showsSeed) func nothingTrapsOnRandomBytes() {
        var random = TestSeed.generator
        let pieces: [[UInt8]] =
            ["\r\n", "--", "--ab-cd", "--ab-cd--", "Content-Disposition: form-data; name=", "\"", ";", "\\", ":"]
            .map { Array($0.utf8) } + [[0], [0xFF], [0x80]]
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).flatMap { _ in
                pieces.randomElement(using: &random)!
            }
            #expect(ParsedForm([bytes]) == ParsedForm(bytes.cut(at: 5, using: &random)))
        }
    }
}
