/// A key that the corpus lists, and what a store must do with it.
package struct CorpusKey: Decodable, Hashable, Sendable {
    package var key: String
    package var why: String
    /// Starts with `reject` or `accept`; `accept-or-reject-cleanly`, `reject-or-escape` and the like leave it open.
    package var expect: String
    /// The key as a notification of S3 has it.
    package var encoded: String

    private enum CodingKeys: String, CodingKey {
        case key, why, expect
        case encoded = "s3_event_encoded"
    }

    package var mayBeKept: Bool { expect != "reject" }
    package var mayBeRefused: Bool { expect.contains("reject") }
}
