import Foundation
import NIOCore
import NIOHTTP1
import RenditionsWorkflow

/// The rules of the Runtime API, without a connection: who gets which invocation, and which answers count.
struct EmulatorState {
    struct Pending {
        var id: String
        var event: ByteBuffer
        var fields: HTTPHeaders
        var caller: CheckedContinuation<EmulatedCall, Never>
    }

    /// Of 6 MiB and a hundred bytes.
    static let maximumResponse = 6_291_556

    var queue: [Pending] = []
    /// One at a time.
    var current: Pending?
    var isAnswered = false
    /// Who waits for an invocation.
    var waiters: [Int: CheckedContinuation<EmulatorReply?, Never>] = [:]
    var count = 0
    /// Whether there is no function any more.
    var isOver = false
    var initError: JSONValue?
    var onInitError: [CheckedContinuation<JSONValue, Never>] = []
    /// How many times an invocation was asked for.
    var asked = 0
    /// What the next request for an invocation is answered with, in the place of one.
    var nextReply: EmulatorReply?
    /// What the next post is answered with.
    var postReply: EmulatorReply?

    /// Hands an invocation to who waits for one.
    mutating func hand() -> (CheckedContinuation<EmulatorReply?, Never>, EmulatorReply)? {
        guard let waiter = waiters.min(by: { $0.key < $1.key }) else { return nil }
        if let reply = nextReply {
            nextReply = nil
            waiters[waiter.key] = nil
            return (waiter.value, reply)
        }
        guard !queue.isEmpty else { return nil }
        waiters[waiter.key] = nil
        let pending = queue.removeFirst()
        current = pending
        isAnswered = false
        return (waiter.value, EmulatorReply(.ok, fields: pending.fields, body: pending.event))
    }

    /// What is posted about an invocation.
    mutating func post(
        _ id: String, _ kind: String, _ head: HTTPRequestHead, _ body: ByteBuffer
    ) -> (reply: EmulatorReply, told: (CheckedContinuation<EmulatedCall, Never>, EmulatedCall)?) {
        if let reply = postReply {
            postReply = nil
            isAnswered = true
            return (reply, current.map { ($0.caller, .failed(type: "Sandbox.Error", message: "")) })
        }
        guard let current, current.id == id else { return (.error(.badRequest, "InvalidRequestID"), nil) }
        guard !isAnswered else { return (.error(.forbidden, "InvalidStateTransition"), nil) }
        isAnswered = true
        if kind == "error" {
            return (.accepted, (current.caller, Self.failure(body, head)))
        }
        guard body.readableBytes <= Self.maximumResponse else {
            return (
                .error(.payloadTooLarge, "RequestEntityTooLarge"),
                (current.caller, .failed(type: "Function.ResponseSizeTooLarge", message: ""))
            )
        }
        return (.accepted, (current.caller, .answered(body)))
    }

    /// An error has the same type in its field and in its document.
    private static func failure(_ body: ByteBuffer, _ head: HTTPRequestHead) -> EmulatedCall {
        guard let document = try? JSONValue(json: String(buffer: body)), let type = document["errorType"]?.stringValue,
            let message = document["errorMessage"]?.stringValue, document["stackTrace"]?.arrayValue != nil,
            head.headers.first(name: "Lambda-Runtime-Function-Error-Type") == type
        else { return .failed(type: "malformed error", message: String(buffer: body)) }
        return .failed(type: type, message: message)
    }
}

/// What the Runtime API answers.
struct EmulatorReply: Sendable {
    var status: HTTPResponseStatus
    var fields: HTTPHeaders
    var body: ByteBuffer

    init(_ status: HTTPResponseStatus, fields: HTTPHeaders = [:], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    static let accepted = EmulatorReply(.accepted, body: ByteBuffer(string: #"{"status":"OK"}"#))

    static func error(_ status: HTTPResponseStatus, _ type: String) -> EmulatorReply {
        EmulatorReply(status, body: ByteBuffer(string: #"{"errorMessage":"","errorType":"\#(type)"}"#))
    }
}
