/// How a client would like to be answered (RFC 7240). What is not known here, or can't be read, is passed over: a
/// preference never makes a request invalid.
package struct Prefer: Sendable, Hashable {
    /// Seconds that the client is willing to wait.
    package private(set) var wait: Int?
    /// Whether it would rather have an answer at once than wait for the result.
    package private(set) var respondAsync = false

    /// - Parameter text: of all fields of this name, with commas between them. Of a preference that is there several times
    ///   the first counts.
    package init(parsing text: String) {
        var seen: Set<String> = []
        var scanner = FieldScanner(text)
        while !scanner.isAtEnd {
            if let (name, value) = Self.member(&scanner), seen.count < FieldParameters.maximumCount,
                seen.insert(name).inserted
            {
                switch name {
                case "wait": wait = Self.seconds(value)
                case "respond-async": respondAsync = true
                default: break
                }
            }
            scanner.skipMember()
            _ = scanner.take(",")
            scanner.skipSpace()
        }
    }

    private static func member(_ scanner: inout FieldScanner) -> (name: String, value: String)? {
        guard let name = scanner.token() else { return nil }
        var value = ""
        scanner.skipSpace()
        if scanner.take("=") {
            scanner.skipSpace()
            guard let word = scanner.word() else { return nil }
            value = word
        }
        guard scanner.preferenceParameters(), scanner.isAtEnd || scanner.next == UInt8(ascii: ",") else { return nil }
        return (name.lowercased(), value)
    }

    private static func seconds(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(text) ?? .max
    }
}

extension FieldScanner {
    /// Passes over parameters, of which no preference that is known here has any. They may do without a value.
    ///
    /// - Returns: whether they are well formed.
    fileprivate mutating func preferenceParameters() -> Bool {
        while true {
            skipSpace()
            guard take(";") else { return true }
            skipSpace()
            guard token() != nil else { continue }
            skipSpace()
            guard take("=") else { continue }
            skipSpace()
            guard word() != nil else { return false }
        }
    }
}
