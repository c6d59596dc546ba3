/// How to write an object.
public struct PutOptions: Hashable, Sendable {
    /// What must be there before.
    public enum Mode: Hashable, Sendable {
        /// Whatever was there is replaced.
        case overwrite
        /// Nothing may be there; otherwise ``StoreError/Code/preconditionFailed``.
        case create
        /// An object with this tag must be there; otherwise ``StoreError/Code/preconditionFailed``.
        case replace(EntityTag)
    }

    public var mode: Mode
    /// The media type, such as `image/webp`; at most 255 printable ASCII characters.
    public var contentType: String?
    /// See ``ObjectMetadata/attributes``.
    public var attributes: [String: String]

    public init(mode: Mode = .overwrite, contentType: String? = nil, attributes: [String: String] = [:]) {
        self.mode = mode
        self.contentType = contentType
        self.attributes = attributes
    }

    /// The most that names and values of the attributes may have together, in bytes: the limit that S3 sets.
    public static let maximumAttributeByteCount = 2048

    /// - Throws: ``StoreError`` with code ``StoreError/Code/invalidRequest`` when the media type or an attribute is
    ///   one that some store could not keep. Every store calls this before it writes.
    public func validate() throws {
        if let contentType {
            let printable = contentType.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            guard printable, (1...255).contains(contentType.utf8.count) else {
                throw StoreError(.invalidRequest, "A content type has 1 to 255 printable ASCII characters.")
            }
        }
        var total = 0
        for (name, value) in attributes {
            total += name.utf8.count + value.utf8.count
            guard (1...128).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte) else {
                throw StoreError(
                    .invalidRequest, "An attribute's name has 1 to 128 characters of a-z, 0-9, hyphen and underscore.")
            }
            guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
                throw StoreError(.invalidRequest, "The attribute \(name) has a control character in its value.")
            }
        }
        guard total <= Self.maximumAttributeByteCount else {
            throw StoreError(
                .invalidRequest, "The attributes have \(total) bytes; at most \(Self.maximumAttributeByteCount) fit.")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
