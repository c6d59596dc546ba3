import Renditions
import RenditionsTesting
import Testing

@Suite struct EngineConformanceTests {
    @Test(arguments: ImageEngineCheck.all) func conforms(_ check: ImageEngineCheck) async throws {
        try await check(try Fixture.engine.get())
    }
}
