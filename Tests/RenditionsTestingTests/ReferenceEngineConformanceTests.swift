import Renditions
import RenditionsTesting
import Testing

@Suite struct ReferenceEngineConformanceTests {
    @Test(arguments: ImageEngineCheck.all) func conforms(_ check: ImageEngineCheck) async throws {
        try await check(ReferenceEngine())
    }

    @Test func namesAreUnique() {
        let names = ImageEngineCheck.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
