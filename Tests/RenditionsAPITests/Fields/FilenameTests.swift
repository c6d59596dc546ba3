import RenditionsAPI
import RenditionsTesting
import Testing

/// Names of files that come from outside, and how they go out again.
@Suite struct FilenameTests {
    @Test(
        arguments: [
            ("a.jpg", "a.jpg"), (" a b.jpg ", "a b.jpg"), ("C:\\photos\\a.jpg", "a.jpg"), ("/etc/passwd", "passwd"),
            ("..\\..\\a", "a"), ("a/", nil), ("", nil), (".", nil), ("..", nil), (" .. ", nil), ("\0", nil),
            ("a\r\nX: y", "aX: y"),
            (".\u{0}.", nil), ("\u{202E}gpj.exe", "gpj.exe"), ("a\u{2066}b\u{200F}\u{61C}c", "abc"),
            ("a\u{2028}b\u{85}c\u{7F}", "abc"),
            ("\u{FEFF}a", "a"), (".hidden", ".hidden"), ("...", "..."),
            ("B\u{E4}r \u{1F43B}.png", "B\u{E4}r \u{1F43B}.png"),
            // A slash that an accent follows is still a slash.
            ("a/\u{301}b", "\u{301}b"), ("\u{1F468}\u{200D}\u{1F469}.png", "\u{1F468}\u{200D}\u{1F469}.png"),
            (String(repeating: "a", count: 300), String(repeating: "a", count: 255)),
            (String(repeating: "\u{1F43B}", count: 100), String(repeating: "\u{1F43B}", count: 63)),
            (String(repeating: "a", count: 254) + " b", String(repeating: "a", count: 254)),
        ] as [(String, String?)])
    func sanitizes(_ text: String, _ name: String?) {
        #expect(Filename(sanitizing: text)?.rawValue == name)
    }

    @Test(
        arguments: [
            (nil, "attachment"), ("a.jpg", "attachment; filename=\"a.jpg\""),
            ("a b;c=d.jpg", "attachment; filename=\"a b;c=d.jpg\""),
            ("\u{20AC}.png", "attachment; filename=\"_.png\"; filename*=UTF-8''%E2%82%AC.png"),
            ("a\"b.png", "attachment; filename=\"a_b.png\"; filename*=UTF-8''a%22b.png"),
            ("100%.png", "attachment; filename=\"100_.png\"; filename*=UTF-8''100%25.png"),
            ("a'(*).png", "attachment; filename=\"a'(*).png\""),
            ("\"\r\nX: y", "attachment; filename=\"_X: y\"; filename*=UTF-8''%22X%3A%20y"),
        ] as [(String?, String)])
    func goesOut(_ name: String?, _ value: String) {
        #expect(ContentDisposition.attachment(name.flatMap { Filename(sanitizing: $0) }) == value)
    }

    @Test(.showsSeed) func whatGoesOutIsHarmlessAndComesBack() throws {
        var random = TestSeed.generator
        for _ in 0..<5_000 {
            guard let name = Filename(sanitizing: RandomText.make(upTo: 100, using: &random)) else { continue }
            #expect(Filename(sanitizing: name.rawValue) == name)
            #expect((1...Filename.maximumByteCount).contains(name.rawValue.utf8.count))
            #expect(
                !name.rawValue.unicodeScalars.contains {
                    $0.value < 0x20 || $0 == "/" || $0 == "\\" || $0 == "\u{202E}"
                })
            let value = ContentDisposition.attachment(name)
            #expect(value.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            // Parameters have the same form in every field.
            let parameters = try MediaType(parsing: "a/b" + value.dropFirst("attachment".count)).parameters
            #expect(parameters.all.count <= 2)
            #expect(parameters["filename*"] != nil || parameters["filename"] == name.rawValue)
            let disposition = "form-data; name=x" + value.dropFirst("attachment".count)
            let form = ParsedForm([Array("--ab-cd\r\nContent-Disposition: \(disposition)\r\n\r\n\r\n--ab-cd--".utf8)])
            #expect(form.parts.first?.header.filename == name)
        }
    }
}
