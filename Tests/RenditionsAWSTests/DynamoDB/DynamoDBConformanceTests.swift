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
    @Test(arguments: [
        "filter-by-one-state", "filter-by-several-states", "filter-by-no-state-gives-nothing",
        "filter-from-an-instant-includes-it", "filter-before-an-instant-excludes-it", "filter-by-a-span-of-time",
        "filter-by-one-attribute", "filter-by-several-attributes", "filter-by-odd-attributes",
        "filter-by-attribute-compares-bytes", "filter-by-everything-at-once", "filter-follows-writes",
        "similar-at-no-distance", "similar-up-to-the-distance",
    ])
    func conformsInShortPages(_ name: String) async throws {
        let check = try #require(MetadataStoreCheck.all.first { $0.name == name })
        try await EmulatedTable.with { try await check($0.store(.init(entriesPerPage: 1))) }
    }
}
