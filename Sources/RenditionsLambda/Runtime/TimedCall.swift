internal import NIOCore
internal import Synchronization

/// One call of a handler, which is given up when its time is over.
struct TimedCall: Sendable {
    enum End: Sendable {
        case answered(ByteBuffer)
        case failed(any Error)
        case timedOut
    }

    let end: End
    /// What may still be going on after the time was over.
    private let work: Task<Void, Never>

    /// - Parameters:
    ///   - left: the time until the invocation's deadline. The margins are cut to a quarter and an eighth of it, so that a
    ///     function that is given a second has most of it.
    static func run(
        _ handler: any LambdaHandler, _ event: ByteBuffer, in context: LambdaContext, left: Duration,
        _ configuration: LambdaConfiguration, clock: any Clock<Duration>
    ) async -> TimedCall {
        let (ends, output) = AsyncStream.makeStream(of: End.self)
        let isOver = Flag()
        // Neither is a child of this task, which would wait for both: who does not hear that they are cancelled is not
        // waited for before the caller has been told.
        let work = Task {
            do {
                output.yield(.answered(try await handler.handle(event, in: context)))
            } catch {
                output.yield(isOver.isSet ? .timedOut : .failed(error))
            }
        }
        let timer = Task {
            let last = min(configuration.answerMargin, left / 8)
            let first = max(last, min(configuration.cancellationMargin, left / 4))
            guard (try? await clock.sleep(for: max(.zero, left - first))) != nil else { return }
            isOver.set()
            work.cancel()
            guard (try? await clock.sleep(for: first - last)) != nil else { return }
            output.yield(.timedOut)
        }
        var iterator = ends.makeAsyncIterator()
        let end = await iterator.next()
        timer.cancel()
        if end == nil { work.cancel() }
        return TimedCall(end: end ?? .failed(CancellationError()), work: work)
    }

    /// Returns when nothing of it goes on any more.
    func settle() async { await work.value }

    private final class Flag: Sendable {
        private let value = Mutex(false)

        var isSet: Bool { value.withLock { $0 } }
        func set() { value.withLock { $0 = true } }
    }
}
