import Renditions
import RenditionsTesting
import Testing

@Suite struct ReferenceEngineConformanceTests {
    @Test(arguments: ImageEngineCheck.all) func conforms(_ check: ImageEngineCheck) async throws {
        // With more time than the default: what is tested here is never how fast a loaded machine is.
        try await check(ReferenceEngine(limits: ImageLimits(seconds: 300)))
    }

    @Test func namesAreUnique() {
        let names = ImageEngineCheck.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
