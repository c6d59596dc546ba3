import NIOCore
import NIOHTTP1
import Renditions
import RenditionsLambda
import RenditionsWorkflow
import Synchronization
import Testing

/// The loop against an emulator of the Runtime API, over a socket.
@Suite struct LambdaRuntimeTests {
    @Test func answersOneInvocationAfterTheOther() async throws {
        let echo = ClosureHandler { event, _ in event }
        try await ServedFunction.run(echo) { emulator, _ in
            for text in ["", "1", #"{"a":"é"}"#] { #expect(await emulator.invoke(text).text == text) }
            // Those that come at once wait for each other.
            await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask { await emulator.invoke("\(number)").text == "\(number)" }
                }
                for await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func tellsTheHandlerAboutTheInvocation() async throws {
        let seen = Mutex<LambdaContext?>(nil)
        let handler = ClosureHandler { event, context in
            seen.withLock { $0 = context }
            return event
        }
        let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
        try await ServedFunction.run(handler) { emulator, _ in
            _ = await emulator.invoke("{}", seconds: 3600, trace: trace, id: "one")
        }
        let context = try #require(seen.withLock { $0 })
        #expect(context.requestID == "one")
        #expect(context.functionARN == "arn:aws:lambda:eu-west-1:123456789012:function:function")
        #expect(context.traceHeader == trace)
        #expect(context.traceID == "1-5759e988-bd862e3fe1be46a994272793")
        #expect(context.remaining > .seconds(1) && context.remaining <= .seconds(3600))
    }

    /// An error of an invocation is no end of the process.
    @Test func everyErrorHasItsName() async throws {
        struct Secret: Error, CustomStringConvertible { var description: String { "/etc/secret" } }
        let errors: [(any Error, String)] = [
            (StoreError(.unavailable, "away"), "Store.unavailable"), (Secret(), "Secret"),
            (LambdaError(.invalidEvent, "odd"), "Function.invalid-event"),
            (IngestError(.unknownForm, "odd"), "Ingest.unknown-form"),
            (WorkflowError(.nameTaken, "odd"), "Workflow.name-taken"),
            (StateFailure(error: "My.error", cause: #"{"errorMessage":"mine"}"#), "My.error"),
            (CancellationError(), "CancellationError"),
        ]
        let handler = ClosureHandler { event, _ in throw errors[try #require(Int(String(buffer: event)))].0 }
        try await ServedFunction.run(handler) { emulator, _ in
            for (number, (_, name)) in errors.enumerated() {
                let call = await emulator.invoke("\(number)")
                #expect(call.errorType == name)
                if case .failed(_, let message) = call { #expect(!message.contains("/etc")) }
            }
            guard case .failed(_, let message) = await emulator.invoke("5") else { return }
            #expect(message == "mine")
        }
    }

    @Test func tooLargeAnAnswerIsAnError() async throws {
        let handler = ClosureHandler { event, _ in
            ByteBuffer(repeating: UInt8(ascii: "1"), count: try #require(Int(String(buffer: event))))
        }
        try await ServedFunction.run(handler) { emulator, _ in
            let largest = EmulatorState.maximumResponse
            guard case .answered(let bytes) = await emulator.invoke("\(largest)") else {
                Issue.record("The largest answer was refused.")
                return
            }
            #expect(bytes.readableBytes == largest)
            #expect(await emulator.invoke("\(largest + 1)").errorType == "Function.ResponseSizeTooLarge")
            #expect(await emulator.invoke("1").text == "1")
        }
    }

    /// What came too late is refused with 403, or with 400 where nobody knows the invocation any more.
    @Test(arguments: [false, true]) func anAnswerThatIsOvertakenEndsNothing(isForgotten: Bool) async throws {
        let emulator = Mutex<RuntimeEmulator?>(nil)
        let handler = ClosureHandler { event, _ in
            if String(buffer: event) == "late" { emulator.withLock { $0 }?.expire(forgets: isForgotten) }
            return event
        }
        try await ServedFunction.run(handler) { found, _ in
            emulator.withLock { $0 = found }
            #expect(await found.invoke("late").errorType == "Sandbox.Timedout")
            #expect(await found.invoke("next").text == "next")
        }
    }

    @Test func connectionsMayBeClosedBetweenRequests() async throws {
        try await ServedFunction.run(ClosureHandler { event, _ in event }) { emulator, _ in
            emulator.closeAfterAnswers()
            for number in 0..<50 { #expect(await emulator.invoke("\(number)").text == "\(number)") }
        }
    }

    @Test func aFunctionThatCannotBeginSaysSo() async throws {
        try await RuntimeEmulator.serving { emulator in
            let runtime = try LambdaRuntime.sample(on: emulator)
            await #expect(throws: StoreError.self) {
                try await runtime.run { throw StoreError(.permissionDenied, "The table may not be read.") }
            }
            let error = await emulator.initializationError()
            #expect(error["errorType"] == "Store.permission-denied")
            #expect(error["errorMessage"] == "The table may not be read.")
            #expect(emulator.asked == 0)
        }
    }

    @Test func aHandlerThatThereIsNotIsSaid() async throws {
        try await RuntimeEmulator.serving { emulator in
            let runtime = try LambdaRuntime.sample(on: emulator)
            let error = await #expect(throws: LambdaError.self) { try await runtime.run { nil } }
            #expect(error?.code == .unknownHandler)
            #expect(await emulator.initializationError()["errorType"] == "Function.unknown-handler")
        }
    }

    /// What the Runtime API should never answer ends the process.
    @Test(arguments: [
        EmulatorReply.error(.internalServerError, "Server"), EmulatorReply(.ok),
        EmulatorReply(.ok, fields: ["Lambda-Runtime-Aws-Request-Id": "a/../b", "Lambda-Runtime-Deadline-Ms": "1"]),
        EmulatorReply(.ok, fields: ["Lambda-Runtime-Aws-Request-Id": "a", "Lambda-Runtime-Deadline-Ms": "soon"]),
    ]) func whatIsNoInvocationEndsIt(reply: EmulatorReply) async throws {
        try await RuntimeEmulator.serving { emulator in
            emulator.answerNext(with: reply)
            let runtime = try LambdaRuntime.sample(on: emulator)
            let error = await #expect(throws: LambdaError.self) {
                try await runtime.run { ClosureHandler { event, _ in event } }
            }
            #expect(error?.code == .runtimeUnavailable)
        }
    }

    @Test func anAnswerThatIsNotTakenEndsIt() async throws {
        try await RuntimeEmulator.serving { emulator in
            emulator.answerPost(with: .error(.internalServerError, "Server"))
            let runtime = try LambdaRuntime.sample(on: emulator)
            async let call = emulator.invoke("1")
            let error = await #expect(throws: LambdaError.self) {
                try await runtime.run { ClosureHandler { event, _ in event } }
            }
            #expect(error?.code == .runtimeUnavailable)
            #expect(await call.errorType == "Sandbox.Error")
        }
    }

    @Test func connectionsWithoutAnswersEndIt() async throws {
        try await RuntimeEmulator.serving { emulator in
            emulator.closeBeforeAnswers()
            let runtime = try LambdaRuntime.sample(on: emulator)
            let error = await #expect(throws: LambdaError.self) {
                try await runtime.run { ClosureHandler { event, _ in event } }
            }
            #expect(error?.code == .runtimeUnavailable)
        }
    }

    @Test func nobodyThereEndsIt() async throws {
        let environment = try LambdaEnvironment(["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1", "_HANDLER": "test"])
        let error = await #expect(throws: LambdaError.self) {
            try await LambdaRuntime(environment).run { ClosureHandler { event, _ in event } }
        }
        #expect(error?.code == .runtimeUnavailable)
    }

    /// An invocation under way is finished; no other is taken.
    @Test func stopsAfterTheInvocation() async throws {
        let runtime = Mutex<LambdaRuntime?>(nil)
        let handler = ClosureHandler { event, _ in
            runtime.withLock { $0 }?.stop()
            return event
        }
        try await ServedFunction.run(handler) { emulator, found in
            runtime.withLock { $0 = found }
            #expect(await emulator.invoke("last").text == "last")
            #expect(emulator.asked == 1)
        }
    }

    @Test func isCancelledWithItsTask() async throws {
        try await RuntimeEmulator.serving { emulator in
            let runtime = try LambdaRuntime.sample(on: emulator)
            let task = Task { try await runtime.run { ClosureHandler { event, _ in event } } }
            #expect(await emulator.invoke("1").text == "1")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
