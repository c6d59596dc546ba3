#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// That an asset was erased, and how far that has come. Stands in the record that is left of it, the tombstone.
public struct Erasure: Hashable, Sendable, Codable {
    /// Why. The texts are contracts: they are stored.
    public enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
        /// Someone asked for it.
        case requested
        /// The original was found gone.
        case originalGone = "original-gone"
    }

    public var reason: Reason
    /// Whether the original stays where it is. The tombstone then refuses it for good, until another version is uploaded.
    public var keepsOriginal: Bool
    public var requested: Date
    /// When the last rendition was deleted; nil while there may still be some.
    public var completed: Date?

    public init(reason: Reason, keepsOriginal: Bool = false, requested: Date, completed: Date? = nil) {
        self.reason = reason
        self.keepsOriginal = keepsOriginal
        self.requested = requested
        self.completed = completed
    }
}
