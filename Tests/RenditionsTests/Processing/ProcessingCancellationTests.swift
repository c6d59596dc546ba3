import Renditions
import RenditionsTesting
import Synchronization
import Testing

@Suite struct ProcessingCancellationTests {
    private let workshop = Workshop()

    /// An engine that never comes to an end by itself, and a stream that tells when it was stopped.
    private func endlessEngine() -> (engine: HookedImageEngine, stopped: AsyncStream<Void>) {
        let (stopped, continuation) = AsyncStream<Void>.makeStream()
        let engine = HookedImageEngine { _ in
            do {
                try await Task.sleep(for: .seconds(300))
            } catch {
                continuation.finish()
                throw error
            }
        }
        return (engine, stopped)
    }

    private func expectNothingWritten() async throws {
        #expect(try await workshop.record() == nil)
        #expect(try await workshop.stored().isEmpty)
    }

    @Test func lettingTheEventsGoStopsTheEngine() async throws {
        try await workshop.upload()
        let (engine, stopped) = endlessEngine()
        let events = try workshop.processor(engine: engine).events(processing: workshop.key)
        for try await event in events {
            if case .planned = event { break }
        }
        for await _ in stopped {}
        // The sequence itself is still held: its iterator is what counts.
        withExtendedLifetime(events) {}
        try await expectNothingWritten()
    }

    /// Whoever has seen the end may look at the stores, or end the process.
    @Test func cancelledEventsEndWhenNothingRunsAnyMore() async throws {
        try await workshop.upload()
        let hasEnded = Mutex(false)
        let engine = HookedImageEngine { _ in
            do {
                try await Task.sleep(for: .seconds(300))
            } catch {
                // What has to be put in order takes a while.
                for _ in 0..<1000 { await Task.yield() }
                hasEnded.withLock { $0 = true }
                throw error
            }
        }
        let processor = try workshop.processor(engine: engine)
        let task = Task { [workshop] in
            for try await _ in processor.events(processing: workshop.key) {}
            return hasEnded.withLock { $0 }
        }
        while engine.renders.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        #expect(try await task.value)
        try await expectNothingWritten()
    }

    @Test func cancellingTheTaskStopsTheEngine() async throws {
        try await workshop.upload()
        let (engine, stopped) = endlessEngine()
        let processor = try workshop.processor(engine: engine)
        let task = Task { [workshop] in try await processor.process(workshop.key) }
        while engine.renders.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        for await _ in stopped {}
        #expect(await codeOfError { _ = try await task.value } == "cancelled")
        try await expectNothingWritten()
    }

    @Test func workThatIsCancelledAfterRenderingIsNotWritten() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine(changing: { images in
            withUnsafeCurrentTask { $0?.cancel() }
            return images
        })
        let processor = try workshop.processor(engine: engine)
        let task = Task { [workshop] in try await processor.process(workshop.key) }
        #expect(await codeOfError { _ = try await task.value } == "cancelled")
        try await expectNothingWritten()
    }
}
