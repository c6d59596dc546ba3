import BuiltPrograms
import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import RenditionsWorkflow
import ServedProgram
import Testing

/// A built program as Lambda starts it.
@Suite(.timeLimit(.minutes(10))) struct ExampleProgramTests {
    private static func start(
        _ emulator: RuntimeEmulator, _ handler: String, _ others: [String: String] = [:]
    ) throws -> RunningProgram {
        try RunningProgram(
            try BuiltProgram("LambdaExample").path, [],
            environment: emulator.environment(handler: handler, others))
    }

    /// Its lines on standard output, each of which is JSON.
    private static func lines(of program: RunningProgram) async throws -> [JSONValue] {
        // No line has this; the wait for it ends with the output.
        _ = await program.output.line(with: "\u{0}")
        return try program.output.all.map { try JSONValue(json: $0) }
    }

    @Test func servesTheAPIUntilItIsToldToEnd() async throws {
        try await RuntimeEmulator.serving { emulator in
            let program = try Self.start(emulator, "bootstrap", ["RENDITIONS_HANDLER": "api"])
            let image = PNGWriter.encode(TestImage.gradient(PixelSize(width: 40, height: 30)))
            let head = HTTPRequest(
                method: .post, scheme: "https", authority: "img.example", path: "/images",
                headerFields: [HTTPField.Name("Prefer")!: "wait=600"])
            let event = try await GatewayForm.http.event(APIRequest(head, body: ObjectBody(image)))
            let call = await emulator.invoke(event.json, id: "upload")
            guard case .answered(let answer) = call else {
                Issue.record("\(call) \(program.errors.all)")
                return
            }
            let reply = try GatewayForm.http.reply(answer)
            #expect(reply.head.status == .ok)
            #expect(try JSONValue(json: String(buffer: reply.body))["state"] == "ready")
            // No gateway's event; the process goes on.
            #expect(await emulator.invoke("{}").errorType == "Function.invalid-event")
            let path = HTTPRequest(method: .get, scheme: "https", authority: "img.example", path: "/health")
            let health = try await GatewayForm.http.event(APIRequest(path))
            #expect(await emulator.invoke(health.json).json["statusCode"] == 200)
            program.send(signal: SIGTERM)
            #expect(await program.status() == 0)
            #expect(await program.errors.line(with: "") == nil)
            let lines = try await Self.lines(of: program)
            let requests = lines.filter { $0["message"] == "A request was answered." }
            #expect(requests.map { $0["metadata"]?["route"] } == ["uploadImages", "health"])
            #expect(requests.first?["request_id"] == "upload")
            #expect(lines.contains { $0["level"] == "error" && $0["metadata"]?["error"] == "Function.invalid-event" })
            let metrics = lines.filter { $0["_aws"] != nil }
            #expect(
                metrics.filter { $0["renditions_http_requests"] != nil }.map { $0["route"] } == [
                    "uploadImages", "health",
                ])
            #expect(
                metrics.compactMap { $0["renditions_lambda_invocations"] == nil ? nil : $0["outcome"] } == [
                    "ok", "failed", "ok",
                ])
        }
    }

    @Test func isOneFunctionOrAnother() async throws {
        try await RuntimeEmulator.serving { emulator in
            let tasks = try Self.start(emulator, "tasks")
            #expect(await emulator.invoke(#"{"task":"nothing"}"#).errorType == "Lambda.ResourceNotFoundException")
            tasks.send(signal: SIGTERM)
            #expect(await tasks.status() == 0)
        }
        // Another one, that has nothing to do with a process that has just ended.
        try await RuntimeEmulator.serving { emulator in
            let ingest = try Self.start(emulator, "ingest")
            let answer = await emulator.invoke(Notification.queue(["?"]).json)
            #expect(answer.json == ["batchItemFailures": [["itemIdentifier": "m0"]]])
            ingest.send(signal: SIGINT)
            #expect(await ingest.status() == 0)
        }
    }

    @Test func whatCannotBeginSaysWhyAndEnds() async throws {
        for (handler, error) in [
            ("nothing", "Function.unknown-handler"), ("misconfigured", "Function.invalid-environment"),
        ] {
            try await RuntimeEmulator.serving { emulator in
                let program = try Self.start(emulator, handler)
                #expect(await emulator.initializationError()["errorType"] == .string(error))
                #expect(await program.status() == 1)
                #expect(emulator.asked == 0)
                let last = try #require(try await Self.lines(of: program).last)
                #expect(last["level"] == "critical" && last["metadata"]?["error"] == .string(error))
            }
        }
    }

    @Test func withoutARuntimeItEnds() async throws {
        for environment in [[:], ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1"], ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1"]] {
            let program = try RunningProgram(try BuiltProgram("LambdaExample").path, [], environment: environment)
            #expect(await program.status() == 1)
            #expect(try await Self.lines(of: program).last?["level"] == "critical")
        }
    }
}
