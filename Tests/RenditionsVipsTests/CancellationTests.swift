import NIOCore
import Renditions
import RenditionsVips
import Testing

@Suite struct CancellationTests {
    /// Work that takes many seconds, in many parts, after an operation that tells of its start.
    private static func longWork(after begin: any ImageOperation, startsInMemory: Bool) -> Pipeline {
        let large = Resize.resize(width: 2400, height: 2400, fit: .fill, enlarge: true, kernel: .nearest)
        let start: [any ImageOperation] = startsInMemory ? [large, Flip()] : [large]
        let medians = Array(repeating: Median.median(size: 31) as any ImageOperation, count: 8)
        return Pipeline(start + [begin] + medians)
    }

    private static func isCancelled(_ task: Task<Int, any Error>) async -> Bool {
        do {
            _ = try await task.value
            return false
        } catch {
            return error is CancellationError
        }
    }

    private static let encodings: [Encoding] = [.jpeg(), .png(), .webp(), .raw]

    @Test(arguments: [false, true], encodings.indices) func pixelsStopBeingComputed(
        _ startsInMemory: Bool, _ index: Int
    ) async throws {
        let encoding = Self.encodings[index]
        let engine = try Fixture.engine { $0.threads = 1 }
        let file = try await Fixture.file(Picture.busy(30, 20), as: .jpeg())
        let number = index * 2 + (startsInMemory ? 1 : 0)
        let work = Self.longWork(after: BeginPixels(number), startsInMemory: startsInMemory)
        let task = Task {
            // Else nobody would see a failure before the first pixel.
            defer { BeginPixels[number].come() }
            return try await engine.render([Rendition("r", work, as: encoding)], from: ImageSource(file)).count
        }
        // Some pixels are there, and most are still to come.
        await BeginPixels[number].wait()
        task.cancel()
        #expect(await Self.isCancelled(task))
        // The one thread is free again.
        let images = try await engine.render([Rendition("r", as: .png())], from: ImageSource(file))
        #expect(images.count == 1)
    }

    @Test func operationsThatLoopStop() async throws {
        let engine = try Fixture.engine { $0.threads = 1 }
        let file = try await Fixture.file(Picture.busy(20, 20))
        let task = Task {
            try await engine.render(
                [Rendition("r", [Begin("loop", isEndless: true)], as: .png())], from: ImageSource(file)
            ).count
        }
        await Beginning["loop"].wait()
        task.cancel()
        #expect(await Self.isCancelled(task))
    }

    @Test func workThatHasNotStartedIsGivenUp() async throws {
        let engine = try Fixture.engine { $0.threads = 1 }
        let file = try await Fixture.file(Picture.busy(20, 20))
        let endless = Task {
            try await engine.render(
                [Rendition("r", [Begin("thread", isEndless: true)], as: .png())], from: ImageSource(file)
            ).count
        }
        await Beginning["thread"].wait()
        let executor = SteppedExecutor()
        let queued = Task(executorPreference: executor) {
            try await engine.render([Rendition("r", [Begin("queued")], as: .png())], from: ImageSource(file)).count
        }
        // Until it waits for the one thread.
        executor.runUntilIdle()
        queued.cancel()
        executor.release()
        endless.cancel()
        #expect(await Self.isCancelled(queued))
        #expect(await Self.isCancelled(endless))
        #expect(!Beginning["queued"].hasCome)
    }

    @Test func workThatWaitsForMemoryIsGivenUp() async throws {
        let file = try await Fixture.file(Picture.busy(100, 80))
        let shared = try Fixture.engine.get()
        let holding = Rendition("r", [Begin("memory", isEndless: true)], as: .png())
        let info = try await shared.probe(ImageSource(file))
        let needed = try RenderPlan([holding], for: info, on: shared).predictedBytes
        let engine = try Fixture.engine {
            $0.limits.memoryBytes = needed
            $0.threads = 2
        }
        let holder = Task { try await engine.render([holding], from: ImageSource(file)).count }
        await Beginning["memory"].wait()
        let executor = SteppedExecutor()
        let waiting = (0..<4).map { index in
            Task(executorPreference: executor) {
                let rendition = Rendition("r", [Begin("waiting \(index)")], as: .png())
                return try await engine.render([rendition], from: ImageSource(file)).count
            }
        }
        // Until they wait for memory: a thread is free, and yet none has begun.
        executor.runUntilIdle()
        #expect(waiting.indices.allSatisfy { !Beginning["waiting \($0)"].hasCome })
        executor.release()
        for task in waiting.dropLast() { task.cancel() }
        for task in waiting.dropLast() { #expect(await Self.isCancelled(task)) }
        // The one that still waits gets the memory that the holder gives back.
        holder.cancel()
        #expect(await Self.isCancelled(holder))
        #expect(try await waiting[3].value == 1)
        #expect(waiting.indices.filter { Beginning["waiting \($0)"].hasCome } == [3])
    }

    @Test func moreThanMayWaitIsSentAway() async throws {
        let engine = try Fixture.engine {
            $0.threads = 1
            $0.maximumWaiting = 0
        }
        let source = ImageSource(try await Fixture.file(Picture.busy(20, 20)))
        let holder = Task {
            try await engine.render([Rendition("r", [Begin("crowd", isEndless: true)], as: .png())], from: source).count
        }
        await Beginning["crowd"].wait()
        #expect(
            await Fixture.refusal { try await engine.render([Rendition("r", as: .png())], from: source) }
                == .memoryExhausted)
        #expect(RenderError.Code.memoryExhausted.isRetryable)
        holder.cancel()
        _ = await holder.result
        #expect(try await engine.render([Rendition("r", as: .png())], from: source).count == 1)
    }

    @Test func aDeadlineStopsWorkThatRuns() async throws {
        let engine = try Fixture.engine { $0.limits.seconds = 1 }
        let file = try await Fixture.file(Picture.busy(30, 20), as: .jpeg())
        let work = Self.longWork(after: Begin("deadline"), startsInMemory: true)
        let code = await Fixture.refusal {
            try await engine.render([Rendition("r", work, as: .png())], from: ImageSource(file))
        }
        #expect(code == .timedOut)
    }
}
