public import Renditions

/// What ``EraseAsset`` is asked to do.
public struct EraseRequest: Codable, Hashable, Sendable {
    /// The original's.
    public var key: ObjectKey
    public var reason: Erasure.Reason
    /// Whether the original stays where it is, and is refused from now on.
    public var keepsOriginal: Bool

    public init(key: ObjectKey, reason: Erasure.Reason, keepsOriginal: Bool = false) {
        self.key = key
        self.reason = reason
        self.keepsOriginal = keepsOriginal
    }
}
