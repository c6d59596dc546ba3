import Logging
import Metrics
import MetricsTestKit
import NIOCore
import Renditions
import RenditionsTesting
import Synchronization
import Testing

@Suite struct LayerTests {
    @Test func aPrefixKeepsItsKeysApart() async throws {
        let memory = MemoryObjectStore()
        let left = try memory.prefixed(by: "left/")
        let right = try memory.prefixed(by: "right/")
        try await left.put(ObjectBody([1]), at: "a")
        #expect(try await right.contains("a") == false)
        #expect(try await memory.contains("left/a"))
        var keys: [ObjectKey] = []
        for try await object in left.list() { keys.append(object.key) }
        #expect(keys == ["a"])
    }

    @Test func aPrefixIsNotToldByCursors() async throws {
        let store = try MemoryObjectStore().prefixed(by: "tenants/7/")
        for key in ["a", "b/c", "d"] as [ObjectKey] { try await store.put(ObjectBody([1]), at: key) }
        var request = ListRequest(limit: 1)
        var found: [ObjectKey] = []
        repeat {
            let page = try await store.page(request)
            found += page.objects.map(\.key)
            request.cursor = page.next
            #expect(page.next?.contains("tenants") != true)
        } while request.cursor != nil
        #expect(found == ["a", "b/c", "d"])
    }

    /// Cursors that lead out of the part, before and behind it, show nothing of its neighbours.
    @Test(arguments: ["/../6/z", "=tenants/6/a", "=", "/", "=tenants/8/a", "tenants/6/a", "=zzz"])
    func aForgedCursorDoesNotLeadOutOfAPrefix(_ cursor: String) async throws {
        let memory = MemoryObjectStore()
        for key in ["tenants/6/a", "tenants/7/own", "tenants/8/a"] as [ObjectKey] {
            try await memory.put(ObjectBody([1]), at: key)
        }
        do {
            let page = try await memory.prefixed(by: "tenants/7/").page(ListRequest(cursor: cursor))
            #expect(page.objects.allSatisfy { $0.key == "own" })
        } catch let error as StoreError {
            #expect(error.code == .invalidRequest)
        }
    }

    @Test(arguments: ["", "a", "/", "../", "a//"])
    func refusesWhatIsNoPrefix(_ prefix: String) {
        #expect { try MemoryObjectStore().prefixed(by: prefix) } throws: { ($0 as? StoreError)?.code == .invalidKey }
    }

    @Test func neverLetsMoreCallsThroughThanAllowed() async throws {
        let counting = CountingStore(inner: MemoryObjectStore())
        let store = counting.limited(concurrency: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<40 {
                group.addTask { try await store.put(ObjectBody([UInt8(index)]), at: try ObjectKey("k\(index)")) }
            }
            try await group.waitForAll()
        }
        #expect(counting.most == 3)
    }

    @Test func refusesABodyThatIsTooLargeSaidOrNot() async throws {
        let memory = MemoryObjectStore()
        let store = memory.limited(concurrency: 1, maximumObjectSize: 4)
        let remaining = Mutex(3)
        let silent = ObjectBody(length: nil) {
            remaining.withLock { left -> ByteBuffer? in
                guard left > 0 else { return nil }
                left -= 1
                return ByteBuffer(bytes: [1, 2])
            }
        }
        for body in [ObjectBody([1, 2, 3, 4, 5]), silent] {
            await #expect { try await store.put(body, at: "a") } throws: { ($0 as? StoreError)?.code == .tooLarge }
        }
        #expect(try await memory.contains("a") == false)
        try await store.put(ObjectBody([1, 2, 3, 4]), at: "a")
    }

    @Test func aWaitingCallCanBeCancelled() async throws {
        let gate = GatedStore(inner: MemoryObjectStore())
        let store = gate.limited(concurrency: 1)
        let first = Task { try await store.put(ObjectBody([1]), at: "a") }
        await gate.untilEntered()
        let second = Task { try await store.put(ObjectBody([2]), at: "b") }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        gate.open()
        _ = try await first.value
        // The place is free again.
        try await store.put(ObjectBody([3]), at: "c")
    }

    @Test func metersCallsAndBytes() async throws {
        let metrics = TestMetrics()
        let store = MemoryObjectStore().metered(as: "originals", factory: metrics)
        try await store.put(ObjectBody([1, 2, 3]), at: "a")
        _ = try? await store.get("missing")
        let timer = try metrics.expectTimer(
            "renditions_object_store_calls", [("store", "originals"), ("operation", "get"), ("outcome", "not-found")])
        #expect(timer.values.count == 1)
        let counter = try metrics.expectCounter("renditions_object_store_bytes_put", [("store", "originals")])
        #expect(counter.totalValue == 3)
        _ = try await store.head("a")
        _ = try await store.get("a")
        _ = try await store.get("a", options: GetOptions(range: .from(1)))
        let got = try metrics.expectCounter("renditions_object_store_bytes_got", [("store", "originals")])
        #expect(got.totalValue == 5)
    }

    @Test func logsNoKeyAtDebug() async throws {
        let log = CapturedLog()
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .debug
        let store = MemoryObjectStore().logged(to: logger)
        try await store.put(ObjectBody([1]), at: "secret/name.jpg")
        _ = try? await store.get("secret/other.jpg")
        #expect(log.lines.count == 2)
        #expect(log.lines.allSatisfy { !$0.contains("secret") })
        #expect(log.lines.last?.contains("not-found") == true)
        logger.logLevel = .trace
        try await MemoryObjectStore().logged(to: logger).delete("secret/name.jpg")
        #expect(log.lines.contains { $0.contains("secret/name.jpg") })
    }
}
