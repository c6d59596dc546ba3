#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a store knows of an object besides its bytes.
public struct ObjectMetadata: Hashable, Sendable, Codable {
    public var key: ObjectKey
    /// Bytes of the whole object.
    public var size: Int
    public var entityTag: EntityTag
    /// When the object was last written, to the resolution that the store keeps (at worst a second).
    public var modified: Date
    /// The media type that the writer gave, such as `image/jpeg`.
    public var contentType: String?
    /// What the writer attached: names of 1 to 128 characters of `a-z`, `0-9`, `-`, `_`; together at most 2,048 bytes.
    public var attributes: [String: String]

    public init(
        key: ObjectKey, size: Int, entityTag: EntityTag, modified: Date,
        contentType: String? = nil, attributes: [String: String] = [:]
    ) {
        self.key = key
        self.size = size
        self.entityTag = entityTag
        self.modified = modified
        self.contentType = contentType
        self.attributes = attributes
    }
}
