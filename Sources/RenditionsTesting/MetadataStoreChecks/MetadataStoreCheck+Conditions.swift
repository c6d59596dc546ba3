import Renditions

extension MetadataStoreCheck {
    /// Writes that depend on what is there.
    static let conditions: [MetadataStoreCheck] = [
        MetadataStoreCheck("put-absent-writes-where-nothing-is") { trial in
            let record = try trial.record()
            _ = try await trial.store.put(record, if: .absent)
            try expect(try await trial.read(record.id).value == record, "The record must be there.")
        },
        MetadataStoreCheck("put-absent-refuses-existing") { trial in
            let record = try trial.record(second: 1)
            _ = try await trial.store.put(record, if: .always)
            try await trial.expectRefused(trial.record(second: 2), if: .absent)
            try expect(try await trial.read(record.id).value == record, "A refused put must change nothing.")
        },
        MetadataStoreCheck("put-at-the-revision-writes") { trial in
            let revision = try await trial.store.put(trial.record(second: 1), if: .absent)
            let record = try trial.record(second: 2)
            _ = try await trial.store.put(record, if: .at(revision))
            try expect(try await trial.read(record.id).value == record, "The new record must be there.")
        },
        MetadataStoreCheck("put-at-an-old-revision-is-refused") { trial in
            let stale = try await trial.store.put(trial.record(second: 1), if: .absent)
            let record = try trial.record(second: 2)
            _ = try await trial.store.put(record, if: .always)
            try await trial.expectRefused(trial.record(second: 3), if: .at(stale))
            try expect(try await trial.read(record.id).value == record, "A refused put must change nothing.")
        },
        MetadataStoreCheck("put-at-a-revision-of-nothing-is-refused") { trial in
            let revision = try await trial.store.put(trial.record("other"), if: .absent)
            try await trial.expectRefused(trial.record(), if: .at(revision))
            let found = try await trial.store.record(trial.id())
            try expect(found == nil, "A refused put must write nothing.")
        },
        MetadataStoreCheck("put-at-a-revision-never-given-is-refused") { trial in
            let record = try trial.record()
            _ = try await trial.store.put(record, if: .always)
            for text in ["", "-1", "none", "99999999999999999999999", "' OR 1=1 --"] {
                try await trial.expectRefused(record, if: .at(Revision(text)))
            }
        },
        MetadataStoreCheck("of-twenty-first-writers-one-wins") { trial in
            try await trial.expectOneWinner(if: .absent)
        },
        MetadataStoreCheck("of-twenty-writers-at-one-revision-one-wins") { trial in
            let revision = try await trial.store.put(trial.record(), if: .absent)
            try await trial.expectOneWinner(if: .at(revision))
        },
    ]

    /// Revisions tell one state of a record from all others.
    static let revisions: [MetadataStoreCheck] = [
        MetadataStoreCheck("revision-is-the-one-that-put-gave") { trial in
            let record = try trial.record()
            for _ in 0..<3 {
                let revision = try await trial.store.put(record, if: .always)
                let found = try await trial.read(record.id).revision
                try expect(found == revision, "The record is in revision \(found), and put gave \(revision).")
            }
        },
        MetadataStoreCheck("revision-changes-with-every-put") { trial in
            let record = try trial.record()
            var revisions: Set<Revision> = []
            for _ in 0..<5 { revisions.insert(try await trial.store.put(record, if: .always)) }
            try expect(revisions.count == 5, "Five puts of one record gave \(revisions.count) revisions.")
        },
        MetadataStoreCheck("revision-stays-while-nothing-is-written") { trial in
            let record = try trial.record()
            let revision = try await trial.store.put(record, if: .always)
            _ = try await trial.store.put(trial.record("other"), if: .always)
            try await trial.expectRefused(record, if: .absent)
            try expect(try await trial.read(record.id).revision == revision, "Nobody wrote this record since.")
        },
        MetadataStoreCheck("revision-does-not-repeat-after-delete") { trial in
            let record = try trial.record()
            var revisions: Set<Revision> = []
            for _ in 0..<4 {
                revisions.insert(try await trial.store.put(record, if: .absent))
                try await trial.store.delete(record.id, if: .always)
            }
            try expect(revisions.count == 4, "A record that was deleted and written again is in an old revision.")
        },
        MetadataStoreCheck("page-gives-revisions") { trial in
            let revision = try await trial.store.put(trial.record(), if: .always)
            let filter = RecordFilter(attributes: ["check": trial.prefix])
            let page = try await trial.store.page(RecordRequest(filter: filter))
            let found = try page.records.filter { $0.value.id.rawValue.hasPrefix(trial.prefix) }.only("record")
            try expect(found.revision == revision, "The page gives another revision than put did.")
        },
    ]

    /// Removing records.
    static let deleting: [MetadataStoreCheck] = [
        MetadataStoreCheck("delete-removes") { trial in
            let id = try trial.id()
            _ = try await trial.store.put(trial.record(), if: .always)
            try await trial.store.delete(id, if: .always)
            let found = try await trial.store.record(id)
            try expect(found == nil, "A deleted record must be gone.")
            try await trial.expectList([])
        },
        MetadataStoreCheck("delete-of-nothing-succeeds") { trial in
            try await trial.store.delete(trial.id(), if: .always)
            try await trial.store.delete(trial.id(), if: .absent)
        },
        MetadataStoreCheck("delete-absent-refuses-existing") { trial in
            _ = try await trial.store.put(trial.record(), if: .always)
            try await trial.expectRefusedDelete(if: .absent)
            _ = try await trial.read(trial.id())
        },
        MetadataStoreCheck("delete-at-the-revision-removes") { trial in
            let revision = try await trial.store.put(trial.record(), if: .always)
            try await trial.store.delete(trial.id(), if: .at(revision))
            let found = try await trial.store.record(trial.id())
            try expect(found == nil, "A deleted record must be gone.")
        },
        MetadataStoreCheck("delete-at-an-old-revision-is-refused") { trial in
            let stale = try await trial.store.put(trial.record(), if: .always)
            _ = try await trial.store.put(trial.record(second: 1), if: .always)
            try await trial.expectRefusedDelete(if: .at(stale))
            _ = try await trial.read(trial.id())
        },
        MetadataStoreCheck("delete-at-a-revision-of-nothing-is-refused") { trial in
            let revision = try await trial.store.put(trial.record("other"), if: .always)
            try await trial.expectRefusedDelete(if: .at(revision))
        },
        MetadataStoreCheck("delete-leaves-other-records") { trial in
            for suffix in ["a", "ab", "b"] { _ = try await trial.store.put(trial.record(suffix), if: .always) }
            try await trial.store.delete(trial.id("a"), if: .always)
            try await trial.expectList(["ab", "b"])
        },
    ]
}

extension MetadataStoreTrial {
    fileprivate func expectRefusedDelete(
        if condition: WriteCondition, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        try await expectError(.preconditionFailed, "A delete that may not be done", fileID: fileID, line: line) {
            try await self.store.delete(self.id(), if: condition)
        }
    }

    /// Of twenty writers under this condition exactly one may win, and its record is what is there.
    fileprivate func expectOneWinner(
        if condition: WriteCondition, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let winners: [Int] = try await withThrowingTaskGroup(of: Int?.self) { group in
            for writer in 1...20 {
                group.addTask {
                    do {
                        _ = try await self.store.put(self.record(second: Double(writer)), if: condition)
                        return writer
                    } catch let error as StoreError where error.code == .preconditionFailed {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { winners, writer in if let writer { winners.append(writer) } }
        }
        let winner = try winners.only("winner", fileID: fileID, line: line)
        let found = try await read(id()).value.updated
        try expect(
            found == Self.instant(Double(winner)), "The record is not the winner's.", fileID: fileID, line: line)
    }
}
