import InMemoryTracing
import Logging
import Metrics
import MetricsTestKit
import Renditions
import RenditionsTesting
import Testing

/// Every layer is a store itself, and must behave as one.
@Suite struct LayerConformanceTests {
    @Test(arguments: ObjectStoreCheck.all)
    func prefixed(_ check: ObjectStoreCheck) async throws {
        try await check(try MemoryObjectStore().prefixed(by: "tenants/7/"))
    }

    @Test(arguments: ObjectStoreCheck.all)
    func retrying(_ check: ObjectStoreCheck) async throws {
        try await check(MemoryObjectStore().retrying(clock: InstantClock()))
    }

    @Test(arguments: ObjectStoreCheck.all)
    func limited(_ check: ObjectStoreCheck) async throws {
        try await check(MemoryObjectStore().limited(concurrency: 2, maximumObjectSize: 1 << 30))
    }

    @Test(arguments: ObjectStoreCheck.all)
    func logged(_ check: ObjectStoreCheck) async throws {
        try await check(MemoryObjectStore().logged(to: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test(arguments: ObjectStoreCheck.all)
    func metered(_ check: ObjectStoreCheck) async throws {
        try await check(MemoryObjectStore().metered(as: "test", factory: TestMetrics()))
    }

    @Test(arguments: ObjectStoreCheck.all)
    func traced(_ check: ObjectStoreCheck) async throws {
        try await check(MemoryObjectStore().traced(as: "test", tracer: InMemoryTracer()))
    }

    /// All of them at once, the way a program stacks them, over a store that fails now and then before it does anything.
    @Test(arguments: ObjectStoreCheck.all)
    func stackedOverAStoreThatFailsNowAndThen(_ check: ObjectStoreCheck) async throws {
        let unsteady = FaultyObjectStore(
            MemoryObjectStore(), faults: [.random(probability: 0.2, of: .get), .random(probability: 0.2, of: .delete)])
        let store = try unsteady.retrying(RetryPolicy(attempts: 20), clock: InstantClock())
            .metered(as: "test", factory: TestMetrics()).traced(as: "test", tracer: InMemoryTracer()).limited(
                concurrency: 4
            ).prefixed(by: "a/")
        try await check(store)
    }

    @Test(arguments: MetadataStoreCheck.all)
    func everyMetadataLayer(_ check: MetadataStoreCheck) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let layers: [any MetadataStore] = [
            MemoryMetadataStore().retrying(clock: InstantClock()), MemoryMetadataStore().limited(concurrency: 2),
            MemoryMetadataStore().logged(to: logger), MemoryMetadataStore().metered(as: "test", factory: TestMetrics()),
            MemoryMetadataStore().traced(as: "test", tracer: InMemoryTracer()),
        ]
        for layer in layers { try await check(layer) }
    }
}
