#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The names are a contract: events are stored, and are the input of workflows.
extension IngestEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, key, bucket, size, entityTag, versionID = "versionId", sequencer, time, source
    }

    /// Times are whole milliseconds since 1970, whatever the decoder makes of dates.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(Kind.self, forKey: .kind), try container.decode(ObjectKey.self, forKey: .key),
            bucket: try container.decodeIfPresent(String.self, forKey: .bucket),
            size: try container.decodeIfPresent(Int.self, forKey: .size),
            entityTag: try container.decodeIfPresent(EntityTag.self, forKey: .entityTag),
            versionID: try container.decodeIfPresent(String.self, forKey: .versionID),
            sequencer: try container.decodeIfPresent(Sequencer.self, forKey: .sequencer),
            time: try container.decodeIfPresent(Int64.self, forKey: .time).map {
                Date(timeIntervalSince1970: Double($0) / 1000)
            },
            source: try container.decode(Source.self, forKey: .source))
    }

    /// - Throws: `EncodingError` for a time more than 285,000 years from 1970.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(key, forKey: .key)
        try container.encodeIfPresent(bucket, forKey: .bucket)
        try container.encodeIfPresent(size, forKey: .size)
        try container.encodeIfPresent(entityTag, forKey: .entityTag)
        try container.encodeIfPresent(versionID, forKey: .versionID)
        try container.encodeIfPresent(sequencer, forKey: .sequencer)
        if let time {
            let milliseconds = (time.timeIntervalSince1970 * 1000).rounded()
            guard abs(milliseconds) <= 9e15 else {
                throw EncodingError.invalidValue(
                    time, .init(codingPath: encoder.codingPath, debugDescription: "a time out of range"))
            }
            try container.encode(Int64(milliseconds), forKey: .time)
        }
        try container.encode(source, forKey: .source)
    }
}
