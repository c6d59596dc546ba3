internal import NIOCore
internal import NIOHTTP1
internal import RenditionsWorkflow

/// Lambda's Runtime API, version 2018-06-01: where a function gets its invocations and leaves its answers.
struct RuntimeAPI: Sendable {
    /// What has become of an answer.
    enum Acceptance: Sendable, Hashable {
        case accepted
        /// It is larger than a function may give.
        case tooLarge
        /// The invocation has an answer already, or nobody waits for one: its time was over.
        case overtaken
    }

    private let connection: RuntimeConnection
    private static let root = "/2018-06-01/runtime"

    init(_ endpoint: RuntimeEndpoint) { connection = RuntimeConnection(endpoint) }

    /// Waits for an invocation.
    ///
    /// - Throws: ``LambdaError`` with code `runtime-unavailable`; `CancellationError`.
    func next() async throws -> Invocation {
        let answer = try await connection.send(.GET, "\(Self.root)/invocation/next")
        guard answer.head.status == .ok else { throw Self.unexpected(answer) }
        return try Invocation(answer.head.headers, event: answer.body)
    }

    /// - Throws: ``LambdaError`` with code `runtime-unavailable`.
    func respond(to id: String, with answer: ByteBuffer) async throws -> Acceptance {
        try Self.acceptance(
            await connection.send(.POST, "\(Self.root)/invocation/\(id)/response", Self.fields, body: answer))
    }

    /// - Throws: ``LambdaError`` with code `runtime-unavailable`.
    func fail(_ id: String, with failure: InvocationFailure) async throws -> Acceptance {
        try Self.acceptance(await post(failure, to: "\(Self.root)/invocation/\(id)/error"))
    }

    /// Tells that the function can't begin. Afterwards the process is to end.
    ///
    /// - Throws: ``LambdaError`` with code `runtime-unavailable`.
    func failInitialization(with failure: InvocationFailure) async throws {
        let answer = try await post(failure, to: "\(Self.root)/init/error")
        guard answer.head.status == .accepted else { throw Self.unexpected(answer) }
    }

    func close() async { await connection.close() }

    private static let fields: HTTPHeaders = ["Content-Type": "application/json"]

    private func post(_ failure: InvocationFailure, to path: String) async throws -> RuntimeAnswer {
        var fields = Self.fields
        // A header field takes no line breaks, and nobody reads long names.
        let type = failure.type.utf8.prefix(256).filter { (0x21...0x7E).contains($0) }
        fields.add(name: "Lambda-Runtime-Function-Error-Type", value: String(decoding: type, as: UTF8.self))
        return try await connection.send(
            .POST, path, fields, body: ByteBuffer(string: failure.document.json))
    }

    private static func acceptance(_ answer: RuntimeAnswer) throws -> Acceptance {
        switch answer.head.status.code {
        case 200...299: .accepted
        case 413: .tooLarge
        case 400, 403: .overtaken
        default: throw unexpected(answer)
        }
    }

    private static func unexpected(_ answer: RuntimeAnswer) -> LambdaError {
        LambdaError(.runtimeUnavailable, "The Runtime API answered \(answer.head.status.code).")
    }
}
