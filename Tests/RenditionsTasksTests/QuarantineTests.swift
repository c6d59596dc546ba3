import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is kept of originals that could not be processed.
@Suite struct QuarantineTests {
    private static let epoch = Date(timeIntervalSince1970: 1_000)

    private func entry(
        _ key: ObjectKey = "a.png", tag: String = "one", by execution: String = "first", at time: Double = 0
    )
        -> QuarantineEntry
    {
        QuarantineEntry(
            request: ProcessRequest(
                original: ObjectMetadata(key: key, size: 1, entityTag: EntityTag(tag), modified: Self.epoch)),
            recipe: Darkroom.recipe, outputVersion: "1",
            failure: AssetFailure(code: "timed-out", message: "It took too long.", isRetryable: true),
            errorName: "Render.timed-out", execution: ExecutionIdentity(workflow: "process-image", name: execution),
            quarantined: Self.epoch.addingTimeInterval(time))
    }

    private func record(_ state: AssetState, tag: String = "one") -> AssetRecord {
        AssetRecord(
            id: AssetID(original: "a.png"), state: state,
            original: ObjectMetadata(key: "a.png", size: 1, entityTag: EntityTag(tag), modified: Self.epoch),
            created: Self.epoch, updated: Self.epoch)
    }

    @Test func aReplayIsCalledAsItsEntry() throws {
        let name = entry().replayName
        #expect(name == entry().replayName)
        #expect(name.hasPrefix("\(AssetID(original: "a.png"))-replay-"))
        // When it fails as well, another replay is another execution.
        let others = [
            entry(by: name, at: 60), entry(at: 60), entry(by: name), entry(tag: "two"), entry("b.png"),
        ].map(\.replayName)
        #expect(Set(others + [name]).count == 6)
        #expect(name.utf8.count <= 80)
    }

    @Test func onlyTheVersionThatIsInQuarantineIsOfInterest() {
        #expect(entry().isCurrent(record(.quarantined)))
        #expect(!entry().isCurrent(record(.quarantined, tag: "two")))
        for state in AssetState.allCases where state != .quarantined { #expect(!entry().isCurrent(record(state))) }
        #expect(!entry().isCurrent(nil))
    }

    @Test func allEntriesAreHandedOut() async throws {
        let store = MemoryObjectStore()
        let quarantine = Quarantine(store)
        let entries = [entry(), entry(tag: "two"), entry("b.png")]
        for entry in entries { try await quarantine.put(entry) }
        try await store.put(ObjectBody(ByteBuffer(string: "no entry")), at: "a/b.json")
        var (found, faults): ([QuarantineEntry], [StoreError.Code]) = ([], [])
        try await quarantine.each { result in
            switch result {
            case .success(let entry): found.append(entry)
            case .failure(let error): faults.append(error.code)
            }
        }
        #expect(Set(found) == Set(entries) && found.count == 3)
        #expect(faults == [.corrupt], "what is none holds up no other")
        try await quarantine.remove(entries[0].request)
        #expect(try await quarantine.entries(AssetID(original: "a.png")) == [entries[1]])
    }
}
