internal import Renditions

extension EntityTag {
    /// From a header or a listing, in quotes or not.
    init(s3 text: String) {
        var text = text[...]
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        if text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2 { text = text.dropFirst().dropLast() }
        self.init(String(text))
    }

    /// For a condition. A tag that S3 never gave becomes one that no object has, and can't become two or any.
    var s3Header: String {
        let isPlain = rawValue.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
        return isPlain && !rawValue.isEmpty && rawValue != "*" ? "\"\(rawValue)\"" : "\"none\""
    }
}
