package import NIOHTTP1

/// A request in the form whose hash is signed.
package struct CanonicalRequest: Sendable {
    /// All of it.
    package private(set) var bytes: [UInt8] = []
    /// Names of the headers that it covers, in small letters, sorted and parted by semicolons.
    package let signedHeaders: String

    /// - Parameters:
    ///   - path: as it is sent.
    ///   - headers: all of the request's; those that proxies add or change are left out.
    package init(
        method: HTTPMethod, path: String, query: [QueryItem], headers: HTTPHeaders, payload: PayloadHash,
        rules: SigningRules
    ) {
        let fields = Self.fields(headers)
        signedHeaders = fields.map(\.name).joined(separator: ";")
        bytes.reserveCapacity(512)
        bytes.append(contentsOf: method.rawValue.utf8)
        bytes.append(Self.newline)
        rules.appendCanonicalPath(path, to: &bytes)
        bytes.append(Self.newline)
        query.appendCanonical(to: &bytes)
        bytes.append(Self.newline)
        for field in fields {
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(UInt8(ascii: ":"))
            for (index, value) in field.values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.appendCollapsed(value, to: &bytes)
            }
            bytes.append(Self.newline)
        }
        bytes.append(Self.newline)
        bytes.append(contentsOf: signedHeaders.utf8)
        bytes.append(Self.newline)
        bytes.append(contentsOf: payload.text.utf8)
    }

    private struct Field {
        var name: String
        var values: [String]
    }

    private static let newline = UInt8(ascii: "\n")

    /// Headers that are set or changed on the way, by the client underneath or by what stands between. What a signature
    /// covers must arrive as it was.
    private static let unsigned: Set<String> = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    private static func fields(_ headers: HTTPHeaders) -> [Field] {
        var fields: [Field] = []
        fields.reserveCapacity(headers.count)
        for (name, value) in headers {
            let name = name.lowercased()
            if unsigned.contains(name) { continue }
            if let index = fields.firstIndex(where: { $0.name == name }) {
                fields[index].values.append(value)
            } else {
                fields.append(Field(name: name, values: [value]))
            }
        }
        return fields.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Appends a value without space around it and with runs of it made one.
    private static func appendCollapsed(_ value: String, to bytes: inout [UInt8]) {
        var isSpaceDue = false
        let start = bytes.count
        for byte in value.utf8 {
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
            {
                isSpaceDue = bytes.count > start
                continue
            }
            if isSpaceDue { bytes.append(UInt8(ascii: " ")) }
            isSpaceDue = false
            bytes.append(byte)
        }
    }
}
