/// How to read an object.
public struct GetOptions: Hashable, Sendable {
    /// Which bytes; nil for all.
    public var range: ByteRange?
    /// Read only if the object has this tag; otherwise ``StoreError/Code/preconditionFailed``.
    public var ifMatch: EntityTag?
    /// Read only if the object has another tag; otherwise ``StoreError/Code/notModified``.
    public var ifNoneMatch: EntityTag?
    /// Give the metadata and an empty body.
    public var headOnly: Bool

    public init(
        range: ByteRange? = nil, ifMatch: EntityTag? = nil, ifNoneMatch: EntityTag? = nil, headOnly: Bool = false
    ) {
        self.range = range
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
        self.headOnly = headOnly
    }

    public static let head = GetOptions(headOnly: true)
}

/// A part of an object, as HTTP range requests name them (RFC 9110, section 14.1.2).
public enum ByteRange: Hashable, Sendable {
    /// Bytes from `lowerBound` up to and without `upperBound`, cut off at the object's end.
    case bytes(Range<Int>)
    /// From an offset to the end.
    case from(Int)
    /// The last so many bytes; the whole object where it is shorter.
    case last(Int)

    /// The bytes that this range means in an object of `size` bytes.
    ///
    /// - Throws: ``StoreError`` with code ``StoreError/Code/rangeNotSatisfiable`` when no byte of the object is in
    ///   the range.
    public func resolved(size: Int) throws -> Range<Int> {
        let range: Range<Int> =
            switch self {
            case .bytes(let range): range.lowerBound..<Swift.min(range.upperBound, Swift.max(size, range.lowerBound))
            case .from(let start): start..<Swift.max(size, start)
            case .last(let count): Swift.max(0, size - Swift.max(0, count))..<size
            }
        guard range.lowerBound >= 0, range.lowerBound < size, !range.isEmpty else {
            throw StoreError(.rangeNotSatisfiable, "The object has \(size) bytes; none of them is in the range.")
        }
        return range
    }
}
