/// An event of EventBridge. Only those of S3 concern anybody here.
///
/// The layout is that of the S3 user guide, "EventBridge event message structure". Keys stand in it as they are, unlike
/// those of S3's own notifications; the guide says it of neither, and decoding them here would make `1+1.jpg` into
/// `1 1.jpg`.
struct BridgeEvent: Decodable {
    private let detailType: String
    private let source: String
    private let time: WireTime?
    /// Read when it is known to be of S3.
    private let detail: Result<Detail, any Error>

    private enum CodingKeys: String, CodingKey {
        case detailType = "detail-type"
        case source, time, detail
    }

    private struct Detail: Decodable {
        let bucket: Bucket
        let object: Object
    }

    private struct Bucket: Decodable { let name: String }

    private struct Object: Decodable {
        let key: String
        let size: Int?
        let etag: String?
        let versionID: String?
        let sequencer: String?

        enum CodingKeys: String, CodingKey {
            case key, size, etag, versionID = "version-id", sequencer
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        detailType = try container.decode(String.self, forKey: .detailType)
        source = try container.decode(String.self, forKey: .source)
        time = try container.decodeIfPresent(WireTime.self, forKey: .time)
        detail = Result { try container.decode(Detail.self, forKey: .detail) }
    }

    var outcome: IngestRecord.Outcome {
        guard source == "aws.s3", let kind = Self.kinds[detailType] else {
            return .ignored(.otherEvent(named: detailType))
        }
        return .reading {
            let detail = try detail.get()
            return try ObjectFacts(
                key: detail.object.key, bucket: detail.bucket.name, size: detail.object.size,
                entityTag: detail.object.etag, versionID: detail.object.versionID,
                sequencer: detail.object.sequencer, time: time?.date
            ).event(kind, source: .eventBridge)
        }
    }

    private static let kinds: [String: IngestEvent.Kind] = ["Object Created": .created, "Object Deleted": .removed]
}
