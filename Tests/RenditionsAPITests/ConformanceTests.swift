import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// The handlers without a server, on memory.
@Suite struct ConformanceTests {
    @Test(arguments: APICheck.all) func conforms(_ check: APICheck) async throws {
        try await check(HandlerClient(try MemoryService().api))
    }
}
