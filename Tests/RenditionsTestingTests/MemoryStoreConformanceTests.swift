import Renditions
import RenditionsTesting
import Testing

@Suite struct MemoryStoreConformanceTests {
    private static let objects = MemoryObjectStore()
    private static let records = MemoryMetadataStore()

    /// On one store for all checks: they must not get into each other's way.
    @Test(arguments: ObjectStoreCheck.all) func objectStoreConforms(_ check: ObjectStoreCheck) async throws {
        try await check(Self.objects)
    }

    @Test(arguments: MetadataStoreCheck.all) func metadataStoreConforms(_ check: MetadataStoreCheck) async throws {
        try await check(Self.records)
    }

    @Test(arguments: [ObjectStoreCheck.all.map(\.name), MetadataStoreCheck.all.map(\.name)])
    func namesAreUniqueAndInKebabCase(_ names: [String]) {
        #expect(Set(names).count == names.count)
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
        #expect(names.allSatisfy { allowed.isSuperset(of: $0) })
    }

    @Test func checksCleanUp() async throws {
        let objects = MemoryObjectStore()
        for check in ObjectStoreCheck.all { try await check(objects) }
        #expect(try await objects.page(ListRequest()).objects.isEmpty)
        let records = MemoryMetadataStore()
        for check in MetadataStoreCheck.all { try await check(records) }
        #expect(try await records.page(RecordRequest()).records.isEmpty)
    }
}
