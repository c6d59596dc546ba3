import Renditions
import RenditionsTesting
import Simulation
import Testing

/// The stores of the simulation mean what every store means. One check after the other: a world is made for one thread, and
/// here no scheduler sees to that.
@Suite(.serialized) struct ConformanceTests {
    private static let deployment = Deployment(World(scheduler: Scheduler(seed: 1), weather: .calm)) { _, _ in }

    @Test(arguments: ObjectStoreCheck.all) func objects(_ check: ObjectStoreCheck) async throws {
        try await check(Self.deployment.quarantined)
    }

    @Test(arguments: MetadataStoreCheck.all) func records(_ check: MetadataStoreCheck) async throws {
        try await check(Self.deployment.records)
    }
}
