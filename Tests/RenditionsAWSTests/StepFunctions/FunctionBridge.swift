import Logging
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsWorkflow
import ScriptedServer
import Synchronization

/// What functions on the emulator hand their work to: the functions of a registry in this process.
final class FunctionBridge: Sendable {
    private struct State {
        var registry = TaskRegistry()
        var payloads: [JSONValue] = []
    }

    private let state = Mutex(State())

    /// What the functions were invoked with, in order.
    var payloads: [JSONValue] { state.withLock(\.payloads) }

    func use(_ registry: TaskRegistry) { state.withLock { $0.registry = registry } }

    /// The program of every function: takes what comes, asks the server at `BRIDGE`, and gives what that says.
    static let program = """
        #!/usr/bin/python3
        import os, urllib.error, urllib.request

        api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
        here = os.environ["BRIDGE"] + "/" + os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        while True:
            with urllib.request.urlopen(api + "next") as invocation:
                number, event = invocation.headers["Lambda-Runtime-Aws-Request-Id"], invocation.read()
            try:
                request = urllib.request.Request(here, data=event, headers={"X-Request": number})
                with urllib.request.urlopen(request) as reply:
                    end, answer = "response", reply.read()
            except urllib.error.HTTPError as error:
                end, answer = "error", error.read()
            urllib.request.urlopen(urllib.request.Request(api + number + "/" + end, data=answer)).read()
        """

    /// Carries out an invocation.
    func answer(_ request: ScriptedRequest) async throws -> ScriptedAnswer {
        let payload = try JSONValue(json: Array(request.body.readableBytesView))
        let registry = state.withLock { state in
            state.payloads.append(payload)
            return state.registry
        }
        let function = String(request.path.dropFirst())
        let token = request.headers.first(name: "X-Request") ?? ""
        let attempt = TaskRequest(
            id: .init(rawValue: 1), state: function, function: FunctionName(function), payload: payload,
            idempotencyToken: token, attempt: 1)
        let context = TaskContext(
            idempotencyToken: token, attempt: 1, deadline: nil, execution: ExecutionIdentity(workflow: "", name: ""),
            state: function, logger: Logger(label: "functions"))
        switch await registry.perform(attempt, in: context) {
        case .taskSucceeded(_, let output): return ScriptedAnswer(text: output.json)
        case .taskFailed(_, let error, let cause):
            let message = cause.flatMap { try? JSONValue(json: $0) }?["errorMessage"]?.stringValue ?? cause ?? ""
            let failure: JSONValue = ["errorType": .string(error), "errorMessage": .string(message)]
            return ScriptedAnswer(.internalServerError, text: failure.json)
        default: return ScriptedAnswer(.badGateway)
        }
    }
}
