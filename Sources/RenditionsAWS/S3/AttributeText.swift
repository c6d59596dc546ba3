#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Values of user metadata as headers hold them. S3 gives back what is not ASCII as encoded words (RFC 2047), so these are read,
/// and written for whatever a header would not bring over as it is.
enum AttributeText {
    private static let start = "=?UTF-8?B?"
    private static let end = "?="

    static func encode(_ value: String) -> String {
        // Not every server keeps a header without a value.
        let isPlain =
            !value.isEmpty && value.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !value.hasPrefix(" ")
            && !value.hasSuffix(" ")
            && !value.contains("  ") && !value.contains("=?")
        return isPlain ? value : start + Data(value.utf8).base64EncodedString() + end
    }

    /// What can't be decoded stands for itself.
    static func decode(_ text: String) -> String {
        guard text.hasPrefix("=?") else { return text }
        var bytes: [UInt8] = []
        for word in text.split(separator: " ") {
            guard let decoded = decodeWord(word) else { return text }
            bytes += decoded
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }

    private static func decodeWord(_ word: Substring) -> [UInt8]? {
        guard word.hasPrefix("=?"), word.hasSuffix(end) else { return nil }
        let parts = word.dropFirst(2).dropLast(2).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        switch parts[1] {
        case "B", "b": return Data(base64Encoded: String(parts[2])).map(Array.init)
        case "Q", "q": return quoted(parts[2])
        default: return nil
        }
    }

    private static func quoted(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "_"): bytes.append(0x20)
            case UInt8(ascii: "="):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
