import Renditions
import RenditionsFileSystem
import RenditionsTesting
import Testing

@Suite struct ConformanceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: ObjectStoreCheck.all)
    func keepsObjectsAsTheMemoryStoreDoes(_ check: ObjectStoreCheck) async throws {
        try await check(Sample.store(folder))
        #expect(try folder.contents("store/.renditions/temporary").isEmpty)
    }

    @Test(arguments: MetadataStoreCheck.all)
    func keepsRecordsAsTheMemoryStoreDoes(_ check: MetadataStoreCheck) async throws {
        try await check(
            SQLiteMetadataStore(path: folder.path("records.sqlite"), configuration: .init(durability: .none)))
    }
}
