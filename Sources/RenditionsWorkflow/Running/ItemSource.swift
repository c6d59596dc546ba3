/// Gives distributed maps the items that are kept elsewhere, as S3 does for Step Functions.
///
/// What it gives is kept in the execution, so that the items stay the same whatever happens there meanwhile; all of them are
/// in memory at once.
public protocol ItemSource: Sendable {
    /// - Throws: ``ItemSourceError``. Other errors count as one without a text.
    func items(_ request: ItemRequest) async throws -> [JSONValue]
}

/// Items can't be read. The map fails with `States.ItemReaderFailed`.
public struct ItemSourceError: Error, Hashable, Sendable {
    /// What went wrong and what to do.
    public var message: String

    public init(_ message: String) { self.message = message }
}
