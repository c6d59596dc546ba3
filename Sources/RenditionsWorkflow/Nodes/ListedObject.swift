/// An object as listings of S3 have it.
public struct ListedObject: Codable, Hashable, Sendable {
    /// The whole key, with whatever prefix a store puts before its own.
    public var key: String
    /// Bytes.
    public var size: Int
    /// With its quotes; nil where the listing has none.
    public var etag: String?

    public init(key: String, size: Int, etag: String? = nil) {
        self.key = key
        self.size = size
        self.etag = etag
    }

    private enum CodingKeys: String, CodingKey {
        case key = "Key"
        case size = "Size"
        case etag = "Etag"
    }
}

/// What is done for one object of many: the object, and what all of them have in common.
public struct ObjectItem<Input: Codable & Sendable>: Codable, Sendable {
    public var object: ListedObject
    public var input: Input

    public init(object: ListedObject, input: Input) {
        self.object = object
        self.input = input
    }
}

extension ObjectItem: Equatable where Input: Equatable {}
extension ObjectItem: Hashable where Input: Hashable {}
