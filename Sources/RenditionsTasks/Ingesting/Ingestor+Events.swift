public import Renditions

extension Ingestor {
    /// Begins what has to be done about what a trigger tells of.
    ///
    /// What the event says besides the key counts for nothing: it may be late.
    ///
    /// - Throws: as ``ingest(_:attributes:run:)``.
    public func ingest(_ event: IngestEvent) async throws -> Ingestion {
        guard let route else { return try await ingest(event.key) }
        guard let key = route.key(of: event) else { return .ignored(.otherPlace) }
        return try await ingest(key)
    }
}
