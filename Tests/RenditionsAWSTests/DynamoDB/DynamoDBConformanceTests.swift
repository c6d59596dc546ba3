import AWSServers
import Renditions
import RenditionsAWS
import RenditionsTesting
import Testing

@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct DynamoDBConformanceTests {
    @Test(arguments: MetadataStoreCheck.all) func conforms(_ check: MetadataStoreCheck) async throws {
        try await EmulatedTable.with { try await check($0.store()) }
    }

    /// Where a page may look at few entries, listings come in more pages, and are the same.
    @Test(arguments: MetadataStoreCheck.all.filter { $0.name.contains("filter") || $0.name.contains("similar") })
    func conformsInShortPages(_ check: MetadataStoreCheck) async throws {
        try await EmulatedTable.with { try await check($0.store(.init(entriesPerPage: 1))) }
    }
}
