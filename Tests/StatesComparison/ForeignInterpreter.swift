internal import Foundation
internal import Logging
internal import RenditionsWorkflow
internal import Synchronization

/// The interpreter of the States Language in moto, in a process of its own. It calls back for every task.
package final class ForeignInterpreter: Sendable {
    private struct State {
        var runs: [Int: Run] = [:]
        var count = 0
        /// Why nothing more will come.
        var fault: StatesFault?
    }

    private struct Run {
        let registry: TaskRegistry
        var calls: [StatesResult.Call] = []
        var waiter: CheckedContinuation<StatesResult, any Error>?
    }

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = repository.appending(path: ".build/states/bin/python").path
    private static let script = repository.appending(path: "Tests/StatesComparison/interpreter.py").path

    /// Whether Python and moto are there; `make states-deps` brings them.
    package static var isThere: Bool {
        FileManager.default.isExecutableFile(atPath: python)
            // The last thing that is installed.
            && FileManager.default.fileExists(atPath: repository.appending(path: ".build/states/requirements.txt").path)
    }

    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()
    private let state = Mutex(State())
    /// Lines must not get into each other.
    private let writing = Mutex(())

    /// Ends when the process has.
    private let ended: AsyncStream<Never>

    private init() throws {
        guard Self.isThere else {
            throw StatesFault(
                reason: "There is no other interpreter of the States Language; `make states-deps` brings it.")
        }
        // A line for a process that has ended must not end this one.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(filePath: Self.python)
        process.arguments = [Self.script]
        process.standardInput = requests
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        let (ended, end) = AsyncStream<Never>.makeStream()
        self.ended = ended
        process.terminationHandler = { _ in end.finish() }
        try process.run()
    }

    /// Runs the interpreter for as long as the body takes.
    package static func run<Result: Sendable>(
        _ body: @Sendable (ForeignInterpreter) async throws -> Result
    ) async throws -> Result {
        let interpreter = try ForeignInterpreter()
        async let service: Void = interpreter.serve()
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(interpreter)) } catch { result = .failure(error) }
        // Nothing is lost with it. Other signals may be blocked, which processes inherit from threads.
        kill(interpreter.process.processIdentifier, SIGKILL)
        for await _ in interpreter.ended {}
        // It ends with the answers; tasks that were abandoned are cancelled.
        await service
        return try result.get()
    }

    /// Carries a trial out.
    func result(of trial: StatesTrial) async throws -> StatesResult {
        let registry = try await trial.registry()
        return try await withCheckedThrowingContinuation { waiter in
            let (number, fault) = state.withLock { state in
                state.count += 1
                if state.fault == nil { state.runs[state.count] = Run(registry: registry, waiter: waiter) }
                return (state.count, state.fault)
            }
            if let fault { return waiter.resume(throwing: fault) }
            send(["run": .integer(number), "definition": trial.machine.document, "input": trial.input])
        }
    }

    private func send(_ message: JSONObject) {
        let line = Data((JSONValue.object(message).json + "\n").utf8)
        // A process that has ended is noticed by its answers' end.
        writing.withLock { _ in try? requests.fileHandleForWriting.write(contentsOf: line) }
    }

    /// Reads what the process says, and carries out the tasks that it asks for.
    private func serve() async {
        let (chunks, feed) = AsyncStream<Data>.makeStream()
        answers.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                feed.finish()
            } else {
                feed.yield(data)
            }
        }
        await withDiscardingTaskGroup { group in
            var buffer = Data()
            for await chunk in chunks {
                buffer += chunk
                while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = Array(buffer[buffer.startIndex..<end])
                    buffer = Data(buffer[buffer.index(after: end)...])
                    guard let message = try? JSONValue(json: line) else {
                        fail(StatesFault(reason: "This is no JSON: \(String(decoding: line, as: UTF8.self))"))
                        continue
                    }
                    if let number = message["call"]?.integerValue {
                        group.addTask { [self] in await perform(number, message) }
                    } else {
                        take(message)
                    }
                }
            }
            group.cancelAll()
        }
        answers.fileHandleForReading.readabilityHandler = nil
        fail(StatesFault(reason: "The other interpreter has ended."))
    }

    private func take(_ message: JSONValue) {
        guard let number = message["done"]?.integerValue else {
            return fail(StatesFault(reason: message["fault"]?.stringValue ?? message.json))
        }
        guard let run = state.withLock({ $0.runs.removeValue(forKey: number) }) else { return }
        let status = message["status"]?.stringValue ?? ""
        run.waiter?.resume(
            returning: StatesResult(
                status: status, output: status == "SUCCEEDED" ? message["output"] : nil,
                error: message["error"]?.stringValue, cause: message["cause"].flatMap { $0 == .null ? nil : $0 },
                entered: message["entered"]?.arrayValue?.compactMap(\.stringValue) ?? [], calls: run.calls))
    }

    private func fail(_ fault: StatesFault) {
        let runs = state.withLock { state in
            state.fault = state.fault ?? fault
            defer { state.runs = [:] }
            return state.runs.values.map(\.waiter)
        }
        for waiter in runs { waiter?.resume(throwing: fault) }
    }

    private func perform(_ number: Int, _ message: JSONValue) async {
        let name = message["state"]?.stringValue ?? ""
        let payload = message["payload"] ?? .null
        guard let run = message["run"]?.integerValue, let attempt = message["attempt"]?.integerValue,
            let function = message["function"]?.stringValue.flatMap(FunctionName.init(parsing:))
        else { return fail(StatesFault(reason: "This is no call: \(message.json)")) }
        let registry = state.withLock { state in
            state.runs[run]?.calls.append(StatesResult.Call(state: name, payload: payload))
            return state.runs[run]?.registry
        }
        // A branch that has not noticed yet that its execution ended.
        guard let registry else {
            return send(["answer": .integer(number), "error": "Ended", "cause": "The execution has ended."])
        }
        let identity = ExecutionIdentity(workflow: "comparison", name: "run-\(run)")
        // A task may do its work once for each token, and moto's states have none.
        let request = TaskRequest(
            id: TaskRequest.ID(rawValue: number), state: name, function: function, payload: payload,
            idempotencyToken: "comparison/\(run)/\(number)", attempt: attempt)
        let context = TaskContext(
            idempotencyToken: request.idempotencyToken, attempt: attempt, deadline: nil, execution: identity,
            state: name,
            logger: Logger(label: "states.comparison"))
        switch await registry.perform(request, in: context) {
        case .taskSucceeded(_, let output): send(["answer": .integer(number), "output": output])
        case .taskFailed(_, let error, let cause):
            send([
                "answer": .integer(number), "error": .string(error), "cause": cause.map { .string($0) } ?? .null,
            ])
        default: fail(StatesFault(reason: "A task ended in no way that tasks end in."))
        }
    }
}
