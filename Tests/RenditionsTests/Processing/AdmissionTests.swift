import Renditions
import Testing

@Suite struct AdmissionTests {
    /// Holds its place until it is told to go.
    private actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private(set) var entered = 0

        func pass() async {
            entered += 1
            if isOpen { return }
            await withCheckedContinuation { waiting.append($0) }
        }

        func open() {
            isOpen = true
            for continuation in waiting { continuation.resume() }
        }
    }

    /// What runs at once, and the most that did.
    private actor Load {
        private var running = 0
        private(set) var most = 0
        private(set) var done = 0

        func begin(_ weight: Int) {
            running += weight
            most = max(most, running)
        }

        func end(_ weight: Int) {
            running -= weight
            done += 1
        }
    }

    @Test(arguments: [1, 3]) func neverMoreAtOnceThanFit(_ weight: Int) async throws {
        let admission = Admission(capacity: 6)
        let load = Load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await admission.run(weight: weight) {
                        await load.begin(weight)
                        for _ in 0..<10 { await Task.yield() }
                        await load.end(weight)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await load.most <= 6)
        #expect(await load.done == 40)
    }

    @Test func whatNeverFitsIsRefused() async throws {
        let admission = Admission(capacity: 6)
        #expect(try await admission.run(weight: 6) { true })
        await #expect(throws: Admission.Refusal.tooHeavy) { try await admission.run(weight: 7) {} }
        // And takes nothing.
        #expect(try await admission.run(weight: 6) { true })
    }

    @Test func whatFailsGivesItsPlaceBack() async throws {
        let admission = Admission(capacity: 1)
        await #expect(throws: CancellationError.self) { try await admission.run { throw CancellationError() } }
        #expect(try await admission.run { true })
    }

    @Test func aCrowdIsSentAway() async throws {
        let admission = Admission(capacity: 1, maximumWaiting: 0)
        let gate = Gate()
        let holder = Task { try await admission.run { await gate.pass() } }
        while await gate.entered == 0 { await Task.yield() }
        await #expect(throws: Admission.Refusal.crowded) { try await admission.run {} }
        await gate.open()
        try await holder.value
        try await admission.run {}
    }

    @Test func cancellingTheHeavyLetsTheLightIn() async throws {
        let admission = Admission(capacity: 2)
        let gate = Gate()
        let holder = Task { try await admission.run { await gate.pass() } }
        while await gate.entered == 0 { await Task.yield() }
        // Too heavy for what is free, and first in the queue.
        let heavy = Task { try await admission.run(weight: 2) {} }
        while await admission.waitingCount == 0 { await Task.yield() }
        let light = Task { try await admission.run {} }
        while await admission.waitingCount == 1 { await Task.yield() }
        heavy.cancel()
        await #expect(throws: CancellationError.self) { try await heavy.value }
        try await light.value
        await gate.open()
        try await holder.value
    }
}
