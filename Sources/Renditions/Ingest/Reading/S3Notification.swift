/// A record of a notification of S3 or of a store that speaks its protocol.
///
/// The layout is that of the S3 user guide, "Event message structure", versions 2.0 to 2.4.
struct S3Notification: Decodable {
    private let eventName: String
    private let eventTime: WireTime?
    private let s3: Content

    private struct Content: Decodable {
        let bucket: Bucket
        let object: Object
    }

    private struct Bucket: Decodable { let name: String }

    private struct Object: Decodable {
        let key: String
        let size: Int?
        let eTag: String?
        let versionId: String?
        let sequencer: String?
    }

    var outcome: IngestRecord.Outcome {
        guard let kind = Self.kind(of: eventName) else { return .ignored(.otherEvent(named: eventName)) }
        return .reading {
            try ObjectFacts(
                key: try FormEncoding.decode(s3.object.key), bucket: s3.bucket.name, size: s3.object.size,
                entityTag: s3.object.eTag, versionID: s3.object.versionId, sequencer: s3.object.sequencer,
                time: eventTime?.date
            ).event(kind, source: .notification)
        }
    }

    /// Amazon leaves the `s3:` out, others don't. What a lifecycle rule expires is as gone as what somebody deletes.
    private static func kind(of name: String) -> IngestEvent.Kind? {
        let name = name.hasPrefix("s3:") ? name.dropFirst(3) : name[...]
        switch name.prefix(while: { $0 != ":" }) {
        case "ObjectCreated": return .created
        case "ObjectRemoved", "LifecycleExpiration": return .removed
        default: return nil
        }
    }
}
