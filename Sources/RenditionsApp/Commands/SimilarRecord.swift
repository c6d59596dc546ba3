internal import Renditions

/// One line of `list --similar-to --json`: a record, with `distance` among its members.
struct SimilarRecord: Encodable {
    var record: AssetRecord
    /// Bits of the perceptual hash that differ.
    var distance: Int

    private enum CodingKeys: CodingKey {
        case distance
    }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(distance, forKey: .distance)
    }
}
