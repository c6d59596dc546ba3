import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import RenditionsLambda
import RenditionsWorkflow
import Synchronization

/// Lambda's Runtime API on a port of this machine, and the callers behind it.
final class RuntimeEmulator: Sendable {
    private let state = Mutex(EmulatorState())
    private let closing = Mutex(Closing.never)
    let port: Int

    private init(port: Int) { self.port = port }

    /// What a function on it is told.
    func environment(handler: String, _ others: [String: String] = [:]) -> [String: String] {
        [
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(port)", "_HANDLER": handler, "AWS_LAMBDA_FUNCTION_NAME": "function",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        ].merging(others) { $1 }
    }

    private enum Closing: Sendable {
        case never
        case afterAnswers
        case beforeAnswers
    }

    // MARK: The caller's side

    /// Calls the function and waits for its answer.
    ///
    /// - Parameter seconds: until the deadline; negative for one that has passed.
    func invoke(
        _ event: ByteBuffer, seconds: Double = 3600, trace: String? = nil, id: String = UUID().uuidString
    ) async -> EmulatedCall {
        let deadline = Int64((Date().timeIntervalSince1970 + seconds) * 1000)
        var fields: HTTPHeaders = [
            "Lambda-Runtime-Aws-Request-Id": id, "Lambda-Runtime-Deadline-Ms": "\(deadline)",
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:function",
        ]
        if let trace { fields.add(name: "Lambda-Runtime-Trace-Id", value: trace) }
        return await withCheckedContinuation { caller in
            guard !state.withLock({ $0.isOver }) else { return caller.resume(returning: Self.gone) }
            let handed = state.withLock { state in
                state.queue.append(EmulatorState.Pending(id: id, event: event, fields: fields, caller: caller))
                return state.hand()
            }
            handed?.0.resume(returning: handed?.1)
        }
    }

    func invoke(_ event: String, seconds: Double = 3600, trace: String? = nil, id: String = UUID().uuidString) async
        -> EmulatedCall
    {
        await invoke(ByteBuffer(string: event), seconds: seconds, trace: trace, id: id)
    }

    /// Answers in the function's place, as Lambda does when the time is over.
    ///
    /// - Parameter forgets: whether the invocation is not even known any more.
    func expire(forgets: Bool = false) {
        let caller = state.withLock { state in
            defer {
                state.isAnswered = true
                if forgets { state.current = nil }
            }
            return state.isAnswered ? nil : state.current?.caller
        }
        caller?.resume(returning: .failed(type: "Sandbox.Timedout", message: ""))
    }

    /// Answers whoever still waits: there is no function any more.
    func giveUp() {
        let callers = state.withLock { state in
            defer { state.queue = [] }
            let current = state.isAnswered ? nil : state.current?.caller
            state.isAnswered = true
            state.isOver = true
            return state.queue.map(\.caller) + [current].compactMap(\.self)
        }
        for caller in callers { caller.resume(returning: Self.gone) }
    }

    private static let gone = EmulatedCall.failed(type: "Runtime.ExitError", message: "")

    /// Answers the next request for an invocation with something else.
    func answerNext(with reply: EmulatorReply) {
        let handed = state.withLock { state in
            state.nextReply = reply
            return state.hand()
        }
        handed?.0.resume(returning: handed?.1)
    }

    /// Has every connection closed after its next answer, without a word of that in it.
    func closeAfterAnswers() { closing.withLock { $0 = .afterAnswers } }

    /// Has every connection closed as soon as something is asked on it.
    func closeBeforeAnswers() { closing.withLock { $0 = .beforeAnswers } }

    /// Answers the next thing that is posted with something else.
    func answerPost(with reply: EmulatorReply) { state.withLock { $0.postReply = reply } }

    /// How many times an invocation was asked for.
    var asked: Int { state.withLock { $0.asked } }

    /// What the function said when it could not begin; waits for it.
    func initializationError() async -> JSONValue {
        await withCheckedContinuation { continuation in
            let found = state.withLock { state in
                if state.initError == nil { state.onInitError.append(continuation) }
                return state.initError
            }
            if let found { continuation.resume(returning: found) }
        }
    }

    // MARK: The function's side

    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// Serves for as long as a piece of work takes.
    static func serving<Result: Sendable>(
        _ work: @escaping @Sendable (RuntimeEmulator) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let emulator = RuntimeEmulator(port: server.channel.localAddress?.port ?? 0)
        return try await server.executeThenClose { connections in
            try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask { try await work(emulator) }
                group.addTask {
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await connection in connections {
                            group.addTask { try? await emulator.serve(connection) }
                        }
                    }
                    return nil
                }
                defer { group.cancelAll() }
                for try await case let result? in group { return result }
                throw CancellationError()
            }
        }
    }

    private func serve(_ connection: Connection) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body = ByteBuffer()
            for try await part in inbound {
                switch part {
                case .head(let found): (head, body) = (found, ByteBuffer())
                case .body(var bytes): body.writeBuffer(&bytes)
                case .end:
                    guard let head, closing.withLock({ $0 }) != .beforeAnswers else { return }
                    guard let reply = await reply(to: head, body, connection.channel) else { return }
                    var fields = reply.fields
                    fields.add(name: "Content-Length", value: "\(reply.body.readableBytes)")
                    try await outbound.write(
                        .head(HTTPResponseHead(version: .http1_1, status: reply.status, headers: fields)))
                    try await outbound.write(.body(.byteBuffer(reply.body)))
                    try await outbound.write(.end(nil))
                    if closing.withLock({ $0 }) == .afterAnswers { return }
                }
            }
        }
    }

    /// - Returns: nil where the connection is to be closed without an answer.
    private func reply(
        to head: HTTPRequestHead, _ body: ByteBuffer, _ channel: any Channel
    ) async -> EmulatorReply? {
        let path = head.uri.split(separator: "/").map(String.init)
        guard path.prefix(2) == ["2018-06-01", "runtime"] else { return .error(.notFound, "NotFound") }
        switch (head.method, path.dropFirst(2).map(\.self)) {
        case (.GET, ["invocation", "next"]): return await next(channel)
        case (.POST, ["init", "error"]):
            let error = (try? JSONValue(json: String(buffer: body))) ?? .null
            let waiting = state.withLock { state in
                state.initError = error
                defer { state.onInitError = [] }
                return state.onInitError
            }
            for waiter in waiting { waiter.resume(returning: error) }
            return .accepted
        case (.POST, let parts) where parts.count == 3 && ["response", "error"].contains(parts[2]):
            let (reply, told) = state.withLock { $0.post(parts[1], parts[2], head, body) }
            told?.0.resume(returning: told!.1)
            return reply
        default: return .error(.notFound, "NotFound")
        }
    }

    /// Waits for an invocation, or for the end of the connection.
    private func next(_ channel: any Channel) async -> EmulatorReply? {
        let number = state.withLock { state in
            state.count += 1
            state.asked += 1
            return state.count
        }
        channel.closeFuture.whenComplete { [self] _ in leave(number) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let handed = state.withLock { state in
                    state.waiters[number] = continuation
                    return state.hand()
                }
                handed?.0.resume(returning: handed?.1)
                if Task.isCancelled || !channel.isActive { leave(number) }
            }
        } onCancel: {
            leave(number)
        }
    }

    private func leave(_ number: Int) {
        state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
    }
}
