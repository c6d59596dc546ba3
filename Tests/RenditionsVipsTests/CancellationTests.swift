import Foundation
import NIOCore
import Renditions
import RenditionsVips
import Synchronization
import Testing

/// Tells when a job has begun to run.
private final class Beginning: Sendable {
    private let state = Mutex<(hasBegun: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))
    static let all = Mutex<[String: Beginning]>([:])

    static subscript(name: String) -> Beginning {
        all.withLock { all in
            let found = all[name] ?? Beginning()
            all[name] = found
            return found
        }
    }

    func come() {
        let waiting = state.withLock { state in
            state.hasBegun = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let hasBegun = state.withLock { state in
                if !state.hasBegun { state.waiting.append(continuation) }
                return state.hasBegun
            }
            if hasBegun { continuation.resume() }
        }
    }
}

/// Says that it has begun and, if asked, never ends on its own.
private struct Begin: VipsOperation, ScaleFreeOperation, Parameterized {
    static let name: OperationName = "begin"
    var beginning = ""
    var isEndless = false
    static let parameters: [Parameter<Begin>] = [
        Parameter("beginning", \.beginning, characters: 0...100, "Which one."),
        Parameter("isEndless", \.isEndless, "Whether it never ends."),
    ]
    init() {}
    init(_ beginning: String, isEndless: Bool = false) { (self.beginning, self.isEndless) = (beginning, isEndless) }

    var readsRowsInOrder: Bool { true }

    func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        Beginning[beginning].come()
        while isEndless {
            try context.check()
            Thread.sleep(forTimeInterval: 0.001)
        }
        return image
    }
}

@Suite struct CancellationTests {
    /// Work that takes many seconds, in many parts, after an operation that tells of its start.
    private static func longWork(_ beginning: String, startsInMemory: Bool) -> Pipeline {
        let large = Resize.resize(width: 2400, height: 2400, fit: .fill, enlarge: true, kernel: .nearest)
        let start: [any ImageOperation] = startsInMemory ? [large, Flip()] : [large]
        let medians = Array(repeating: Median.median(size: 31) as any ImageOperation, count: 8)
        return Pipeline(start + [Begin(beginning)] + medians)
    }

    private static func isCancelled(_ task: Task<Int, any Error>) async -> Bool {
        do {
            _ = try await task.value
            return false
        } catch {
            return error is CancellationError
        }
    }

    @Test(arguments: [false, true], [Encoding.jpeg(), .png(), .webp(), .raw]) func pixelsStopBeingComputed(
        _ startsInMemory: Bool, _ encoding: Encoding
    ) async throws {
        let engine = try Fixture.engine { $0.threads = 1 }
        let file = try await Fixture.file(Picture.busy(30, 20), as: .jpeg())
        let name = "long-\(startsInMemory)-\(encoding.name)"
        let task = Task {
            try await engine.render(
                [Rendition("r", Self.longWork(name, startsInMemory: startsInMemory), as: encoding)],
                from: ImageSource(file)
            ).count
        }
        await Beginning[name].wait()
        // By then pixels are being computed.
        try await Task.sleep(for: .milliseconds(300))
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
        // Waits for the thread.
        let queued = Task {
            try await engine.render([Rendition("r", as: .png())], from: ImageSource(file)).count
        }
        queued.cancel()
        endless.cancel()
        #expect(await Self.isCancelled(queued))
        #expect(await Self.isCancelled(endless))
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
        let waiting = (0..<4).map { _ in
            Task { try await engine.render([Rendition("r", [.blur()], as: .png())], from: ImageSource(file)).count }
        }
        for task in waiting.dropLast() { task.cancel() }
        for task in waiting.dropLast() { #expect(await Self.isCancelled(task)) }
        // The one that still waits gets the memory that the holder gives back.
        holder.cancel()
        #expect(await Self.isCancelled(holder))
        #expect(try await waiting[3].value == 1)
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
        let code = await Fixture.refusal {
            try await engine.render(
                [Rendition("r", Self.longWork("deadline", startsInMemory: true), as: .png())], from: ImageSource(file))
        }
        #expect(code == .timedOut)
    }
}
