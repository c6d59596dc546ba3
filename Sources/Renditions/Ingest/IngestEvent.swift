#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Something happened to an original: the one form in which every trigger says so.
///
/// An event is a hint and never the truth. It may come twice, late, or out of order, and what it says of the object may
/// be of a state that has gone. Whoever works on it reads the current object and decides by that.
public struct IngestEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// There is an original under the key, new or replaced.
        case created
        /// The original under the key has gone; or one version of it, in a store that keeps several.
        case removed
    }

    /// Where an event came from.
    public enum Source: String, Hashable, Sendable, Codable {
        /// A notification of S3 or of a store that speaks its protocol.
        case notification = "s3-notification"
        case eventBridge = "event-bridge"
        case folder
        case upload
        case commandLine = "command-line"
    }

    public var kind: Kind
    /// As the store has it: nothing is left to be decoded.
    public var key: ObjectKey
    /// The bucket; of a folder, the name that its watcher was given.
    public var bucket: String?
    /// Bytes of the object; never negative. Removals don't say it.
    public var size: Int?
    public var entityTag: EntityTag?
    /// In a store that keeps versions, which one.
    public var versionID: String?
    public var sequencer: Sequencer?
    /// When it happened, as the source says. Clocks differ: no order follows from it.
    public var time: Date?
    public var source: Source

    public init(
        _ kind: Kind, _ key: ObjectKey, bucket: String? = nil, size: Int? = nil, entityTag: EntityTag? = nil,
        versionID: String? = nil, sequencer: Sequencer? = nil, time: Date? = nil, source: Source
    ) {
        self.kind = kind
        self.key = key
        self.bucket = bucket
        self.size = size
        self.entityTag = entityTag
        self.versionID = versionID
        self.sequencer = sequencer
        self.time = time
        self.source = source
    }
}
