import RenditionsAPI
import Testing

/// A multipart form as its bytes, and what is in it.
struct FormText: Sendable, CustomTestStringConvertible {
    static let boundary = "ab-cd"

    var name: String
    var bytes: [UInt8]
    var parts: [ParsedForm.Part]
    /// How many bytes there are up to and with the last delimiter: with these the form is whole.
    var wholeCount: Int

    var testDescription: String { name }

    /// - Parameters:
    ///   - parts: headers as lines that end in CR LF each, and contents.
    ///   - padding: behind every delimiter.
    init(
        _ name: String, preamble: String = "", padding: String = "", epilogue: String = "\r\n",
        _ parts: [(lines: String, part: ParsedForm.Part)]
    ) {
        self.name = name
        var bytes = Array(preamble.utf8)
        for (index, (lines, part)) in parts.enumerated() {
            if index > 0 || !preamble.isEmpty { bytes += "\r\n".utf8 }
            bytes += "--\(Self.boundary)\(padding)\r\n\(lines)\r\n".utf8
            bytes += part.content
        }
        if !parts.isEmpty || !preamble.isEmpty { bytes += "\r\n".utf8 }
        bytes += "--\(Self.boundary)--".utf8
        wholeCount = bytes.count
        bytes += (padding + epilogue).utf8
        self.bytes = bytes
        self.parts = parts.map(\.part)
    }

    /// One field without a file.
    static func field(_ name: String, _ content: some Sequence<UInt8>) -> (lines: String, part: ParsedForm.Part) {
        (
            "Content-Disposition: form-data; name=\"\(name)\"\r\n",
            ParsedForm.Part(header: MultipartHeader(name: name), content: Array(content))
        )
    }

    /// One file.
    static func file(_ filename: String, _ content: some Sequence<UInt8>) throws -> (
        lines: String, part: ParsedForm.Part
    ) {
        (
            "content-disposition:form-data;name=file; filename=\"\(filename)\"\r\nX-Other: 1\r\nContent-Type: image/jpeg\r\n",
            ParsedForm.Part(
                header: MultipartHeader(
                    name: "file", filename: Filename(sanitizing: filename),
                    contentType: try MediaType(parsing: "image/jpeg")),
                content: Array(content))
        )
    }
}

extension FormText {
    /// Forms that are as they should be, each with something that a reader could stumble over.
    static func valid() throws -> [FormText] {
        let almost = "\r\n--ab-c\r\n--ab-\r\r\n--\r\n-ab-cd\n--ab-cd\r--ab-cd--\r\n\r\n--ab\r\n"
        return [
            FormText("nothing", []),
            FormText("nothing but blanks", preamble: "This is a form.", padding: " \t ", epilogue: "\r\nThe end.", []),
            FormText("one field", [field("a", "value".utf8)]),
            FormText("empty contents", epilogue: "", [field("a", []), field("b", []), try file("c.jpg", [])]),
            FormText(
                "a file and fields", padding: "\t", epilogue: "\r\n\r\nmore\r\n",
                [field("title", "na\u{EF}ve".utf8), try file("Bär.jpg", 0...255), field("z", "\r\n".utf8)]),
            FormText(
                "what is almost a delimiter", preamble: "--ab-c\r\n--ab",
                [try file("x", almost.utf8), field("", almost.utf8)]
            ),
            FormText("line breaks", [field("a", "\r\n\r\n\r\n\r".utf8), field("b", "\r\r\r\r\n\n".utf8)]),
            FormText("hyphens", [field("a", "--\r\n----".utf8), field("b", "\r\n--\r\n--a\r\n--".utf8)]),
        ]
    }

    /// Content that is made of pieces of the delimiter, and has no delimiter in it.
    static func hostileContent(using random: inout some RandomNumberGenerator) -> [UInt8] {
        let pieces = ["\r", "\n", "\r\n", "-", "--", "a", "ab-c", "d", "\r\n--ab-c", "\0", "\r\n--ab-"]
        while true {
            let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in pieces.randomElement(using: &random)! }
            let content = "\r\n" + text.joined() + "\r\n"
            if !content.utf8.contains("\r\n--\(boundary)".utf8) { return Array(content.utf8.dropFirst(2).dropLast(2)) }
        }
    }
}
