import Renditions

extension ObjectStoreCheck {
    /// Writes that need an empty place.
    static let creating: [ObjectStoreCheck] = [
        ObjectStoreCheck("create-writes-where-nothing-is", requires: .create) { trial in
            let key = try trial.key("created")
            try await trial.put("new", at: key, options: PutOptions(mode: .create))
            try await trial.expectText("new", at: key)
        },
        ObjectStoreCheck("create-refuses-existing", requires: .create) { trial in
            let key = try trial.key("created")
            try await trial.put("old", at: key)
            try await trial.expectRefusedWrite(at: key, mode: .create)
            try await trial.expectText("old", at: key)
        },
        ObjectStoreCheck("create-refuses-existing-of-equal-bytes", requires: .create) { trial in
            let key = try trial.key("created")
            try await trial.put("same", at: key)
            try await trial.expectRefusedWrite("same", at: key, mode: .create)
        },
        ObjectStoreCheck("create-works-after-delete", requires: .create) { trial in
            let key = try trial.key("created")
            try await trial.put("old", at: key)
            try await trial.store.delete(key)
            try await trial.put("new", at: key, options: PutOptions(mode: .create))
            try await trial.expectText("new", at: key)
        },
        ObjectStoreCheck("create-is-judged-when-the-body-is-here", requires: .create) { trial in
            let key = try trial.key("created")
            try await trial.expectOvertaken(at: key, mode: .create)
        },
        ObjectStoreCheck("create-of-twenty-has-one-winner", requires: .create) { trial in
            let key = try trial.key("contested")
            try await trial.expectOneWinner(at: key, mode: .create)
        },
    ]

    /// Writes that need a known state.
    static let replacing: [ObjectStoreCheck] = [
        ObjectStoreCheck("replace-writes-over-the-same-state", requires: .replace) { trial in
            let key = try trial.key("replaced")
            let tag = try await trial.put("old", at: key).entityTag
            try await trial.put("new", at: key, options: PutOptions(mode: .replace(tag)))
            try await trial.expectText("new", at: key)
        },
        ObjectStoreCheck("replace-refuses-another-state", requires: .replace) { trial in
            let key = try trial.key("replaced")
            let stale = try await trial.put("old", at: key).entityTag
            try await trial.put("current", at: key)
            try await trial.expectRefusedWrite(at: key, mode: .replace(stale))
            try await trial.expectText("current", at: key)
        },
        ObjectStoreCheck("replace-refuses-missing", requires: .replace) { trial in
            let key = try trial.key("replaced")
            let tag = try await trial.put("old", at: key).entityTag
            try await trial.store.delete(key)
            try await trial.expectRefusedWrite(at: key, mode: .replace(tag))
            try await trial.expectNothing(at: key)
        },
        ObjectStoreCheck("replace-is-judged-when-the-body-is-here", requires: .replace) { trial in
            let key = try trial.key("replaced")
            let tag = try await trial.put("old", at: key).entityTag
            try await trial.expectOvertaken(at: key, mode: .replace(tag))
        },
        ObjectStoreCheck("replace-of-twenty-has-one-winner", requires: .replace) { trial in
            let key = try trial.key("contested")
            let tag = try await trial.put("old", at: key).entityTag
            try await trial.expectOneWinner(at: key, mode: .replace(tag))
        },
    ]
}

extension ObjectStoreTrial {
    fileprivate func expectRefusedWrite(
        _ text: String = "refused", at key: ObjectKey, mode: PutOptions.Mode,
        fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        try await expectError(.preconditionFailed, "A put whose mode does not hold", fileID: fileID, line: line) {
            try await self.put(text, at: key, options: PutOptions(mode: mode))
        }
    }

    /// A write that begins while its mode holds and is overtaken by another before its body ends must be refused.
    fileprivate func expectOvertaken(
        at key: ObjectKey, mode: PutOptions.Mode, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let body = ObjectBody.chunked([[1], [2]], length: 2) { index in
            if index == 1 { try await self.put("overtaking", at: key) }
        }
        try await expectError(.preconditionFailed, "A put that was overtaken", fileID: fileID, line: line) {
            _ = try await self.store.put(body, at: key, options: PutOptions(mode: mode))
        }
        try await expectText("overtaking", at: key, fileID: fileID, line: line)
    }

    /// Of twenty writers in this mode exactly one may win, and its bytes are what is there.
    fileprivate func expectOneWinner(
        at key: ObjectKey, mode: PutOptions.Mode, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let winners: [Int] = try await withThrowingTaskGroup(of: Int?.self) { group in
            for writer in 0..<20 {
                group.addTask {
                    do {
                        try await self.put("writer \(writer)", at: key, options: PutOptions(mode: mode))
                        return writer
                    } catch let error as StoreError where error.code == .preconditionFailed {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { winners, writer in if let writer { winners.append(writer) } }
        }
        let winner = try winners.only("winner", fileID: fileID, line: line)
        try await expectText("writer \(winner)", at: key, fileID: fileID, line: line)
    }
}
