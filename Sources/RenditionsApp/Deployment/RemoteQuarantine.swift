internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// What a deployment could not process, and the records that say which of it still matters.
struct RemoteQuarantine: Sendable {
    let quarantine: Quarantine
    let records: any MetadataStore

    /// Hands out the entries of what is in quarantine now.
    ///
    /// - Returns: how many can't be read; each was named.
    /// - Throws: `StoreError`, and what `body` throws.
    func each(on console: Console, _ body: (QuarantineEntry) async throws -> Void) async throws -> Int {
        var unreadable = 0
        try await quarantine.each { found in
            switch found {
            case .success(let entry): if try await isCurrent(entry) { try await body(entry) }
            case .failure(let error):
                unreadable += 1
                console.complain("\(error.code)", error.message.inToolWords)
            }
        }
        return unreadable
    }

    /// The entry of one original; nil where it is not in quarantine.
    ///
    /// - Throws: `StoreError`.
    func entry(of key: ObjectKey) async throws -> QuarantineEntry? {
        let record = try await records.record(AssetID(original: key))?.value
        return try await quarantine.entries(AssetID(original: key)).filter { $0.isCurrent(record) }.max {
            $0.quarantined < $1.quarantined
        }
    }

    private func isCurrent(_ entry: QuarantineEntry) async throws -> Bool {
        entry.isCurrent(try await records.record(entry.asset)?.value)
    }
}
