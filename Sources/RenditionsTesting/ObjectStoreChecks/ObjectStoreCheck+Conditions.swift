import Renditions

extension ObjectStoreCheck {
    /// Reads that depend on the entity tag.
    static let conditions: [ObjectStoreCheck] = [
        ObjectStoreCheck("if-match-reads-the-same-state", requires: .conditionalGet) { trial in
            let (key, current, _) = try await trial.twoStates()
            try await trial.expectText("new", at: key, options: GetOptions(ifMatch: current))
        },
        ObjectStoreCheck("if-match-refuses-another-state", requires: .conditionalGet) { trial in
            let (key, _, old) = try await trial.twoStates()
            try await trial.expectRefused(.preconditionFailed, key, GetOptions(ifMatch: old))
        },
        ObjectStoreCheck("if-none-match-reads-another-state", requires: .conditionalGet) { trial in
            let (key, _, old) = try await trial.twoStates()
            try await trial.expectText("new", at: key, options: GetOptions(ifNoneMatch: old))
        },
        ObjectStoreCheck("if-none-match-spares-the-same-state", requires: .conditionalGet) { trial in
            let (key, current, _) = try await trial.twoStates()
            try await trial.expectRefused(.notModified, key, GetOptions(ifNoneMatch: current))
        },
        ObjectStoreCheck("conditions-hold-together", requires: .conditionalGet) { trial in
            let (key, current, old) = try await trial.twoStates()
            try await trial.expectText("new", at: key, options: GetOptions(ifMatch: current, ifNoneMatch: old))
            try await trial.expectRefused(.notModified, key, GetOptions(ifMatch: current, ifNoneMatch: current))
        },
        ObjectStoreCheck("if-match-is-judged-before-if-none-match", requires: .conditionalGet) { trial in
            let (key, current, old) = try await trial.twoStates()
            try await trial.expectRefused(.preconditionFailed, key, GetOptions(ifMatch: old, ifNoneMatch: current))
        },
        ObjectStoreCheck("conditions-are-judged-before-the-range", requires: [.conditionalGet, .ranges]) { trial in
            let (key, current, old) = try await trial.twoStates()
            try await trial.expectRefused(.preconditionFailed, key, GetOptions(range: .from(99), ifMatch: old))
            try await trial.expectRefused(.notModified, key, GetOptions(range: .from(99), ifNoneMatch: current))
        },
        ObjectStoreCheck("conditions-apply-to-head", requires: .conditionalGet) { trial in
            let (key, current, old) = try await trial.twoStates()
            let object = try await trial.store.get(key, options: GetOptions(ifMatch: current, headOnly: true))
            try expect(object.metadata.entityTag == current, "A head-only get gave another state.")
            try await trial.expectRefused(.preconditionFailed, key, GetOptions(ifMatch: old, headOnly: true))
            try await trial.expectRefused(.notModified, key, GetOptions(ifNoneMatch: current, headOnly: true))
        },
    ]
}

extension ObjectStoreTrial {
    /// An object that was replaced once: its key, its tag and the tag that it had.
    fileprivate func twoStates() async throws -> (key: ObjectKey, current: EntityTag, old: EntityTag) {
        let key = try key("conditional")
        let old = try await put("old", at: key).entityTag
        return (key, try await put("new", at: key).entityTag, old)
    }

    fileprivate func expectRefused(
        _ code: StoreError.Code, _ key: ObjectKey, _ options: GetOptions,
        fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        try await expectError(code, "A get whose condition does not hold", fileID: fileID, line: line) {
            _ = try await self.store.get(key, options: options)
        }
    }
}
