/// A key that the corpus lists, and what a store must do with it.
package struct CorpusKey: Decodable, Hashable, Sendable {
    package var key: String
    package var why: String
    /// Starts with `reject` or `accept`; `accept-or-reject-cleanly`, `reject-or-escape` and the like leave it open.
    package var expect: String

    package var mayBeKept: Bool { expect != "reject" }
    package var mayBeRefused: Bool { expect.contains("reject") }
}
