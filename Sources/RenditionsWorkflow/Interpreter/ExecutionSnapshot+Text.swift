extension ExecutionSnapshot {
    /// The snapshot as JSON in UTF-8. Keys keep their order, which functions that write JSON can see.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-request` when a task's output holds what JSON has no form for.
    public func encoded() throws -> [UInt8] { Array(try JSONValue(encoding: self).json.utf8) }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Throws: ``WorkflowError`` with code `incompatible` when a newer version wrote it, `corrupt` when it is nothing
    ///   that was ever written.
    public init(encoded bytes: [UInt8]) throws {
        let document: JSONValue
        do {
            document = try JSONValue(json: bytes)
        } catch {
            throw WorkflowError(.corrupt, "This is no snapshot of an execution: it is not JSON.", cause: error)
        }
        if let version = document["version"]?.integerValue, version > Self.currentVersion {
            throw WorkflowError(
                .incompatible, "The snapshot has version \(version); use a newer version of this library.")
        }
        do {
            self = try document.decoded()
        } catch {
            throw WorkflowError(.corrupt, "This is no snapshot of an execution.", cause: error)
        }
    }
}
