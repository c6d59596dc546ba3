/// One upload, and what was said of it.
package struct Entry: Sendable {
    package enum Standing: Sendable, Hashable {
        /// Sent, and not answered. It may be there.
        case sent
        /// The server would not take it.
        case refused
        /// Acknowledged.
        case accepted
        /// Its deletion was sent, and not answered. It may be there.
        case deleting
        /// Its deletion was accepted, and is done in a while.
        case erasing
        /// Its deletion was acknowledged.
        case deleted
    }

    package let number: Int
    package let content: Content
    package var standing = Standing.sent
    /// By what the server calls it.
    package var id: String?
    /// The trial's rounds in which it was sent, and in which its standing changed last.
    package var round: Int
    package var changed: Int

    /// The same whenever it is sent again.
    func idempotencyKey(of seed: UInt64) -> String { "\"trial-\(seed)-\(number)\"" }
}
