import NIOCore
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// What becomes of an invocation whose time is over, or nearly.
@Suite struct DeadlineTests {
    @Test func whoIsCancelledIsToldOfAsTimedOut() async throws {
        let handler = ClosureHandler { event, _ in
            if String(buffer: event) == "long" { try await Task.sleep(for: .seconds(86_400)) }
            return event
        }
        try await ServedFunction.run(handler) { emulator, _ in
            #expect(await emulator.invoke("long", seconds: 0.2).errorType == ErrorName.timeout)
            #expect(await emulator.invoke("long", seconds: -5).errorType == ErrorName.timeout)
            #expect(await emulator.invoke("short").text == "short")
        }
    }

    /// What is done by then counts.
    @Test func aPartialAnswerCounts() async throws {
        let isCancelled = Mutex(false)
        let handler = ClosureHandler { _, _ in
            let over = DrainSignal()
            await withTaskCancellationHandler {
                await over.wait()
            } onCancel: {
                isCancelled.withLock { $0 = true }
                over.begin()
            }
            return ByteBuffer(string: "a part")
        }
        let clock = SteppingClock()
        let configuration = LambdaConfiguration(cancellationMargin: .seconds(900), answerMargin: .zero)
        try await ServedFunction.run(handler, configuration: configuration, clock: clock) { emulator, _ in
            async let call = emulator.invoke("", seconds: 3600)
            // Far from the quarter of an hour that is then left.
            while !isCancelled.withLock({ $0 }) {
                clock.advance(by: .seconds(10))
                await Task.yield()
            }
            #expect(await call.text == "a part")
        }
    }

    /// The caller is told though the handler does not listen, and the next invocation waits for it.
    @Test func whoDoesNotListenIsGivenUp() async throws {
        let isTold = DrainSignal()
        let handler = ClosureHandler { event, _ in
            if String(buffer: event) == "deaf" {
                // Of no task that could be cancelled.
                await Task { await isTold.wait() }.value
            }
            return event
        }
        try await ServedFunction.run(handler) { emulator, _ in
            #expect(await emulator.invoke("deaf", seconds: 0.2).errorType == ErrorName.timeout)
            #expect(emulator.asked == 1)
            isTold.begin()
            #expect(await emulator.invoke("next").text == "next")
            #expect(emulator.asked >= 2)
        }
    }
}
