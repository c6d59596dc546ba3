#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Data {
    /// Base 64 for URLs, without padding (RFC 4648, section 5).
    var base64URL: String {
        String(
            base64EncodedString().compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    init?(base64URL text: String) {
        let plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        self.init(base64Encoded: String(plain) + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
