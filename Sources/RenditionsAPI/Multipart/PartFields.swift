internal import NIOCore

/// The header of one part while it is read: lines that end in CR LF, up to an empty one (RFC 2046, section 5.1).
///
/// It is stricter than mail: a line break is CR LF, and no line goes on in the next one. Readers who differ in such things
/// see different parts in the same bytes.
struct PartFields: Sendable {
    struct Field: Sendable, Hashable {
        /// In lower case.
        var name: String
        var value: String
    }

    /// The part's number, from 1.
    let part: Int
    private let limits: MultipartLimits
    private var line: [UInt8] = []
    private var taken: Int
    private(set) var fields: [Field] = []

    /// - Parameter taken: bytes that count as its already.
    init(part: Int, taken: Int, limits: MultipartLimits) {
        self.part = part
        self.taken = taken
        self.limits = limits
    }

    /// Takes what is the header's off the bytes.
    ///
    /// - Returns: whether the header is whole.
    /// - Throws: ``Problem`` with code `invalid-multipart`.
    mutating func read(_ bytes: inout ByteBuffer) throws(Problem) -> Bool {
        while let byte: UInt8 = bytes.readInteger() {
            taken += 1
            guard taken <= limits.headerBytes else {
                throw problem("has a header of more than \(limits.headerBytes) bytes")
            }
            let followsReturn = line.last == UInt8(ascii: "\r")
            switch byte {
            case UInt8(ascii: "\n") where followsReturn:
                line.removeLast()
                if line.isEmpty { return true }
                try add(line)
                line.removeAll(keepingCapacity: true)
            case _ where followsReturn, 0..<0x09, 0x0A..<0x0D, 0x0E..<0x20, 0x7F:
                throw problem("has a control character in its header, or a line break that is not CR LF")
            default:
                line.append(byte)
            }
        }
        return false
    }

    private mutating func add(_ line: [UInt8]) throws(Problem) {
        guard fields.count < limits.headerFields else {
            throw problem("has more than \(limits.headerFields) header fields")
        }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw problem("has a header that is not UTF-8")
        }
        var scanner = FieldScanner(text)
        guard line.first.map(FieldScanner.isTokenCharacter) == true, let name = scanner.token(), scanner.take(":")
        else {
            throw problem("has a line in its header that is no field")
        }
        fields.append(Field(name: name.lowercased(), value: scanner.rest()))
    }

    /// The value of a field that there may be once.
    func value(of name: String) throws(Problem) -> String? {
        let values = fields.filter { $0.name == name }
        guard values.count <= 1 else { throw problem("has the same header field twice") }
        return values.first?.value
    }

    func problem(_ what: String) -> Problem { Problem(.invalidMultipart, "Part \(part) of the form \(what).") }
}
