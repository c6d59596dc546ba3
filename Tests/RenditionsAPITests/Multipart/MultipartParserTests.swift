import RenditionsAPI
import Testing

/// What a form is made of, and what is none.
@Suite struct MultipartParserTests {
    private static let disposition = "Content-Disposition: form-data; name=\"a\"\r\n"

    private func header(_ lines: String) -> MultipartHeader? {
        let form = ParsedForm([Array("--ab-cd\r\n\(lines)\r\n\r\n--ab-cd--".utf8)])
        return form.problem == nil ? form.parts.first?.header : nil
    }

    @Test(arguments: try FormText.valid())
    func readsWhatIsInAForm(_ form: FormText) {
        let parsed = ParsedForm([form.bytes])
        #expect(parsed.problem == nil)
        #expect(parsed.parts == form.parts)
    }

    @Test func aPartMayEndWithItsHeader() throws {
        let form = ParsedForm([Array("--ab-cd\r\n\(Self.disposition)\r\n--ab-cd--".utf8)])
        #expect(form.problem == nil)
        #expect(form.parts == [ParsedForm.Part(header: MultipartHeader(name: "a"), content: [])])
    }

    @Test(arguments: [
        // No form at all, or a torn one.
        "", "\r\n", "ab-cd", "--ab-cd", "--ab-cd-", "--ab-cd\r\n", "x--ab-cd--", "\n--ab-cd--", "\r--ab-cd--",
        // Something behind a delimiter.
        "--ab-cde\r\n", "--ab-cd-\r\n", "--ab-cd--x", "--ab-cd-- x\r\n", "--ab-cd x\r\n", "--ab-cd\n", "--ab-cd\rx",
        "--ab-cd- -", "--ab-cd--\rx", "--ab-cd--\n",
        // A delimiter begins a line of a part's content.
        "--ab-cd\r\n\(disposition)\r\n\r\n--ab-cd-inner\r\n\r\n--ab-cd--",
        // No name, or no form's disposition.
        "--ab-cd\r\n\r\n\r\n--ab-cd--", "--ab-cd\r\n--ab-cd--",
        "--ab-cd\r\nContent-Type: text/plain\r\n\r\n\r\n--ab-cd--",
    ])
    func refuses(_ text: String) {
        #expect(ParsedForm([Array(text.utf8)]).problem?.code == .invalidMultipart)
        #expect(ParsedForm(Array(text.utf8).singly) == ParsedForm([Array(text.utf8)]))
    }

    @Test(arguments: [
        // Line breaks and control characters.
        "Content-Disposition: form-data; name=\"a\"\n", "Content-Disposition: form-data; name=\"a\0\"\r\n",
        "Content-Disposition: form-data; name=\"a\rb\"\r\n", "Content-Disposition: form-data; name=\"a\nb\"\r\n",
        "Content-Disposition: form-data; name=a; filename=\"a\r\nX: y\"\r\n",
        "Content-Disposition: form-data; name=a; filename=\"a\u{7F}\"\r\n", "\(disposition)X: \u{1}\r\n",
        // Fields that are none.
        "\(disposition)X\r\n", "\(disposition)X : y\r\n", "\(disposition): y\r\n", "\(disposition) X: y\r\n",
        "\(disposition)\tX: y\r\n", "\(disposition)X\u{E9}: y\r\n",
        // One that there are two of.
        disposition + disposition, "\(disposition)Content-Type: a/b\r\ncontent-type: a/b\r\n",
        // Dispositions that are none of a form's.
        "Content-Disposition: attachment; name=\"a\"\r\n", "Content-Disposition: form-data\r\n",
        "Content-Disposition: form-data; filename=\"a\"\r\n", "Content-Disposition: form-data; name\r\n",
        "Content-Disposition: form-data; name=\r\n", "Content-Disposition: form-data; name=\"a\r\n",
        "Content-Disposition: form-data; name=\"a\\\r\n", "Content-Disposition: form-data; name=a b\r\n",
        "Content-Disposition: form-data; name=a; name=b\r\n", "Content-Disposition: form-data; name=a; NAME=a\r\n",
        "Content-Disposition: form-data name=a\r\n", "Content-Disposition: ; name=a\r\n",
        // Parts in parts, and bytes that are not what they stand for.
        "\(disposition)Content-Type: multipart/mixed; boundary=x\r\n",
        "\(disposition)Content-Type: Multipart/Form-Data\r\n",
        "\(disposition)Content-Transfer-Encoding: base64\r\n",
    ])
    func refusesHeader(_ lines: String) {
        let text = "--ab-cd\r\n\(lines)\r\n\r\n--ab-cd--"
        #expect(ParsedForm([Array(text.utf8)]).problem?.code == .invalidMultipart)
    }

    @Test func refusesHeadersThatAreNotUTF8() {
        let bytes =
            Array("--ab-cd\r\nContent-Disposition: form-data; name=\"".utf8) + [0xE9]
            + Array("\"\r\n\r\n\r\n--ab-cd--".utf8)
        #expect(ParsedForm([bytes]).problem?.code == .invalidMultipart)
    }

    @Test(
        arguments: [
            ("form-data; name=a", "a", nil), ("FORM-DATA ; NAME=\"a b\";", "a b", nil),
            ("form-data; name=\"\"", "", nil),
            (#"form-data; name="a\"b\\c""#, #"a"b\c"#, nil), ("form-data; name=\"\u{FC}\"", "\u{FC}", nil),
            ("form-data; name=a; filename=b.png", "a", "b.png"), ("form-data; name=a; filename=\"\"", "a", nil),
            ("form-data; filename=\"b;name=c\"; name=a", "a", "b;name=c"),
            (#"form-data; name=a; filename="C:\photos\b.png""#, "a", "b.png"),
            (#"form-data; name=a; filename="../../etc/passwd""#, "a", "passwd"),
            (#"form-data; name="a%22b"; filename="say %22x%22%0D%0A.png""#, "a\"b", "say \"x\".png"),
            (#"form-data; name=a; filename="50%20 %41.png""#, "a", "50%20 %41.png"),
            ("form-data; name=a; filename=\"..\"", "a", nil),
            ("form-data; name=a; filename=\"x\"; filename*=UTF-8''%e2%82%ac%20rates", "a", "\u{20AC} rates"),
            ("form-data; name=a; filename*=iso-8859-1'en'%A3; filename=x", "a", "\u{A3}"),
            ("form-data; name=a; filename*=UTF-8''a%0D%0AX%3A%00y", "a", "aX:y"),
            ("form-data; name=a; filename*=UTF-8''a%2Fb%5Cc", "a", "c"),
            // What can't be decoded is as if it were not there.
            ("form-data; name=a; filename=\"x\"; filename*=UTF-8''%FF", "a", "x"),
            ("form-data; name=a; filename=\"x\"; filename*=UTF-8''%2", "a", "x"),
            ("form-data; name=a; filename=\"x\"; filename*=UTF-16''a", "a", "x"),
            ("form-data; name=a; filename*=a", "a", nil),
        ] as [(String, String, String?)])
    func readsDisposition(_ text: String, _ name: String, _ filename: String?) {
        let header = header("Content-Disposition: \(text)\r\n")
        #expect(header?.name == name)
        #expect(header?.filename?.rawValue == filename)
    }

    @Test func readsTheContentType() throws {
        let jpeg = header("\(Self.disposition)CONTENT-TYPE:\t image/JPEG; a=\"b c\" \r\n")?.contentType
        #expect(jpeg?.essence == "image/jpeg")
        #expect(jpeg?["a"] == "b c")
        // It is what the sender says, and nothing follows from it.
        let nonsense = try #require(header("\(Self.disposition)Content-Type: nonsense\r\n"))
        #expect(nonsense.contentType == nil)
        #expect(header("\(Self.disposition)Content-Transfer-Encoding: Binary\r\n")?.name == "a")
    }

    @Test(arguments: ["a", "0123456789", "'()+_,-./:=?", "a b", String(repeating: "x", count: 70)])
    func boundary(_ text: String) throws {
        let boundary = try MultipartBoundary(text)
        #expect(boundary.rawValue == text)
        let quoted = try MediaType(parsing: "multipart/form-data; boundary=\"\(text)\"")
        #expect(try MultipartBoundary(of: quoted) == boundary)
        let form = "--\(text)\r\n\(Self.disposition)\r\n--\(text.dropLast())\r\n--\(text)--"
        #expect(
            ParsedForm([Array(form.utf8)], boundary: text).parts.map(\.content) == [Array("--\(text.dropLast())".utf8)])
    }

    @Test(arguments: [
        "", " ", "a ", "a*", "a\r", "a\n", "a\0", "\u{E4}", "a\"b", "a%", String(repeating: "x", count: 71),
    ])
    func noBoundary(_ text: String) {
        #expect(throws: Problem.self) { try MultipartBoundary(text) }
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=\"\"", "multipart/mixed; boundary=a",
        "text/plain; boundary=a",
        "multipart/form-data; boundary=\"a*\"",
    ])
    func mediaTypeThatIsNoForms(_ text: String) throws {
        let type = try MediaType(parsing: text)
        let problem = #expect(throws: Problem.self) { try MultipartBoundary(of: type) }
        #expect(problem?.code == .invalidMultipart)
    }
}
