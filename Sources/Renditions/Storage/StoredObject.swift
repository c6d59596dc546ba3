/// What ``ObjectStore/get(_:options:)`` gives.
public struct StoredObject: Sendable {
    public var metadata: ObjectMetadata
    /// The bytes that ``body`` holds, counted from the object's start. Empty after a head-only get.
    public var range: Range<Int>
    public var body: ObjectBody

    public init(metadata: ObjectMetadata, range: Range<Int>, body: ObjectBody) {
        self.metadata = metadata
        self.range = range
        self.body = body
    }
}
