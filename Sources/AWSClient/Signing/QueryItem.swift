/// A part of a query, as it is meant: nothing in it is percent-encoded.
package struct QueryItem: Hashable, Sendable {
    package var name: String
    /// Empty for what is only a name, as in `?uploads`.
    package var value: String

    package init(_ name: String, _ value: String = "") {
        self.name = name
        self.value = value
    }
}

extension [QueryItem] {
    /// As a request's target holds it: in this order, and encoded so strictly that a signature covers it as it is.
    package var encoded: String {
        map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
    }

    /// Appends the query as it is signed: encoded, then sorted by the bytes of names, and of values where those are equal.
    func appendCanonical(to bytes: inout [UInt8]) {
        if isEmpty { return }
        let pairs = map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }.sorted {
            $0.0 == $1.0
                ? $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
        }
        for (index, pair) in pairs.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "&")) }
            bytes.append(contentsOf: pair.0.utf8)
            bytes.append(UInt8(ascii: "="))
            bytes.append(contentsOf: pair.1.utf8)
        }
    }
}
