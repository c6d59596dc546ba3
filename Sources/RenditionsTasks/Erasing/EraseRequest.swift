public import Renditions

/// What ``EraseAsset`` is asked to do.
public struct EraseRequest: Codable, Hashable, Sendable {
    /// The original's.
    public var key: ObjectKey
    public var reason: Erasure.Reason
    /// Whether the original stays where it is, and is refused from now on.
    public var keepsOriginal: Bool
    /// The original as it was when its erasure was asked for, so that one which is uploaded before the erasure begins does
    /// not go with it; nil for whatever is there then.
    public var version: ObjectMetadata?

    public init(
        key: ObjectKey, reason: Erasure.Reason, keepsOriginal: Bool = false, version: ObjectMetadata? = nil
    ) {
        self.key = key
        self.reason = reason
        self.keepsOriginal = keepsOriginal
        self.version = version
    }
}
