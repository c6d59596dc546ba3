internal import AWSClient
internal import Renditions

extension DynamoDBMetadataStore {
    /// What came of a write.
    private enum Outcome {
        case done
        /// Someone else has written the record since it was looked at.
        case overtaken
        /// Nothing was done, and the same may succeed a moment later.
        case busy(StoreError)
    }

    /// Writes or deletes a record with the items by which it is found.
    ///
    /// What is there is read first, since the items of attributes that it loses have to go with it. Whether it still is there is
    /// a condition of the write, so that a look that was overtaken is taken anew, and the caller's condition judged by that.
    ///
    /// - Parameter items: nil to delete it.
    func write(
        _ id: AssetID, _ items: RecordItems?, revision: Revision, if condition: WriteCondition
    ) async throws {
        for attempt in 1... {
            // Nothing may be there, so that there is nothing to look at.
            let head: RecordHead? =
                if condition == .absent, items != nil, attempt == 1 { nil } else { try await self.head(of: id) }
            do {
                try condition.check(against: head?.revision)
            } catch {
                // An earlier attempt may be what is in the way.
                if attempt > 1, items != nil, head?.revision == revision { return }
                throw error
            }
            if items == nil, head == nil { return }
            let failure: StoreError
            switch try await outcome(of: RecordChange(of: id, from: head, to: items), id, items, revision) {
            case .done: return
            case .overtaken: failure = StoreError(.unavailable, "Too many write this record at once.")
            case .busy(let error): failure = error
            }
            if attempt >= configuration.attempts { throw failure }
            try await timing.clock.sleep(for: .milliseconds(min(10 << min(attempt, 7), 1000)) * timing.random())
        }
    }

    private func head(of id: AssetID) async throws -> RecordHead? {
        try await calls.item(RecordItems.key(of: id), names: RecordHead.names).map { try RecordHead($0) }
    }

    private func outcome(
        of change: RecordChange, _ id: AssetID, _ items: RecordItems?, _ revision: Revision
    ) async throws -> Outcome {
        // A token for each attempt: a transaction that was not carried out may have to say something else.
        let call = change.call(table: calls.table, token: Revision.random().rawValue)
        do {
            _ = try await calls.call(call.operation, call.input)
            return .done
        } catch let error as AWSError {
            let refusal = TransactionRefusal(error)
            if refusal == .busy || error.code == .conflict {
                return .busy(
                    StoreError(
                        .unavailable,
                        "Other writes of this record are under way, or the table has no capacity left. Try again in a moment.",
                        cause: error))
            }
            guard refusal == .condition || error.code == .preconditionFailed else {
                throw error.storeError(table: calls.table)
            }
            // A call whose reply was lost may have done what its repetition finds done.
            if error.mayHaveTakenEffect {
                let found = try await head(of: id)
                if items == nil ? found == nil : found?.revision == revision { return .done }
            }
            return .overtaken
        }
    }
}
