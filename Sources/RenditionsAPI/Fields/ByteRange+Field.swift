package import Renditions

extension ByteRange {
    /// The range that a `Range` field asks for (RFC 9110, section 14.2).
    ///
    /// - Returns: nil for several ranges, another unit than bytes, and what is malformed: the field is to be passed over
    ///   then, as the RFC allows or demands.
    package init?(field text: String) {
        var scanner = FieldScanner(text)
        guard scanner.token()?.lowercased() == "bytes", scanner.take("=") else { return nil }
        // A list, of which members that are empty don't count.
        let members = scanner.rest().split(separator: ",").map { FieldScanner($0).trimmed }.filter { !$0.isEmpty }
        guard members.count == 1 else { return nil }
        let bounds = members[0].split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return nil }
        switch (Self.position(bounds[0]), Self.position(bounds[1])) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            // Positions beyond what there can be are cut off, so that nothing overflows.
            self = .bytes(first..<max(first, min(last, .max - 1) + 1))
        case (let first?, nil) where bounds[1].isEmpty: self = .from(first)
        case (nil, let count?) where bounds[0].isEmpty: self = .last(count)
        default: return nil
        }
    }

    private static func position(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(digits) ?? .max
    }
}

extension FieldScanner {
    fileprivate var trimmed: String {
        var copy = self
        return copy.rest()
    }
}
