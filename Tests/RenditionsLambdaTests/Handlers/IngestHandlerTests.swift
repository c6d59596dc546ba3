import CorpusFiles
import Foundation
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Triggers call a function.
@Suite struct IngestHandlerTests {
    @Test func everyFormBeginsTheSame() async throws {
        let event = Notification.s3([Notification.record("in/red+flower%2B.jpg")])
        let bridge = Notification.bridge("in/red flower+.jpg")
        let forms: [(JSONValue, JSONValue)] = [
            (event, ["erasing": 0, "ignored": 0, "processing": 1]),
            (bridge, ["erasing": 0, "ignored": 0, "processing": 1]),
            (Notification.topic(event), ["erasing": 0, "ignored": 0, "processing": 1]),
            (Notification.queue([event.json]), ["batchItemFailures": []]),
            (Notification.queue([bridge.json]), ["batchItemFailures": []]),
            (Notification.queue([Notification.topic(event).json]), ["batchItemFailures": []]),
        ]
        for (form, answer) in forms {
            let function = try TriggeredFunction()
            try await function.upload("in/red flower+.jpg")
            #expect(try await function.invoke(form) == answer)
            #expect(try await function.state(of: "in/red flower+.jpg") == .ready)
            // Again, as every trigger may.
            #expect(try await function.invoke(form) == answer)
            #expect(try await function.runner.executions().count == 1)
        }
    }

    @Test func whatIsGoneIsErased() async throws {
        let function = try TriggeredFunction()
        try await function.upload("in/a.jpg")
        _ = try await function.invoke(Notification.bridge("in/a.jpg"))
        #expect(try await function.state(of: "in/a.jpg") == .ready)
        try await function.originals.delete("in/a.jpg")
        let answer = try await function.invoke(Notification.bridge("in/a.jpg", kind: "Object Deleted"))
        #expect(answer["erasing"] == 1)
        #expect(try await function.state(of: "in/a.jpg") == .deleted)
    }

    @Test func otherPlacesAndEventsAreNothing() async throws {
        let function = try TriggeredFunction()
        try await function.upload("in/a.jpg")
        let event = Notification.s3([
            Notification.record("in/a.jpg", bucket: "theirs"),
            Notification.record("in/a.jpg", name: "ObjectTagging:Put"),
        ])
        #expect(try await function.invoke(event) == ["erasing": 0, "ignored": 2, "processing": 0])
        #expect(try await function.runner.executions().isEmpty)
    }

    /// Only those messages come again that failed; neighbours are done.
    @Test func aBatchIsAnsweredInPart() async throws {
        let function = try TriggeredFunction()
        for key: ObjectKey in ["in/a.jpg", "in/b.jpg", "in/c.jpg"] { try await function.upload(key) }
        function.originals.refuse(["in/b.jpg"])
        let batch = Notification.queue([
            Notification.s3([Notification.record("in/a.jpg")]).json,
            Notification.s3([Notification.record("in/b.jpg"), Notification.record("in/b.jpg")]).json,
            "no JSON", Notification.s3([Notification.record("in/%zz.jpg")]).json, "{}",
            Notification.s3([Notification.record("in/c.jpg")]).json, Notification.s3([]).json,
        ])
        let failures: JSONValue = [
            "batchItemFailures": .array(["m1", "m2", "m3", "m4"].map { ["itemIdentifier": $0] })
        ]
        #expect(try await function.invoke(batch) == failures)
        #expect(try await function.state(of: "in/a.jpg") == .ready)
        #expect(try await function.state(of: "in/c.jpg") == .ready)
        #expect(try await function.state(of: "in/b.jpg") == nil)
        // What failed is there again, and its message comes again.
        function.originals.refuse([])
        let again = Notification.queue([Notification.s3([Notification.record("in/b.jpg")]).json])
        #expect(try await function.invoke(again) == ["batchItemFailures": []])
        #expect(try await function.state(of: "in/b.jpg") == .ready)
    }

    /// Of what is no batch, all comes again.
    @Test func aNotificationFailsAsAWhole() async throws {
        let function = try TriggeredFunction()
        for key: ObjectKey in ["in/a.jpg", "in/b.jpg"] { try await function.upload(key) }
        function.originals.refuse(["in/b.jpg"])
        let event = Notification.s3([Notification.record("in/b.jpg"), Notification.record("in/a.jpg")])
        let failure = await #expect(throws: InvocationFailure.self) { try await function.invoke(event) }
        #expect(failure?.type == "Store.unavailable")
        #expect(try await function.state(of: "in/a.jpg") == .ready)
        function.originals.refuse(["in/a.jpg", "in/b.jpg"])
        let error = await #expect(throws: LambdaError.self) { try await function.invoke(event) }
        #expect(error?.code == .recordsFailed)
        function.originals.refuse([])
        #expect(try await function.invoke(event)["processing"] == 2)
        #expect(try await function.runner.executions().count == 2)
    }

    @Test(arguments: [
        "", "null", "{}", "[1]", #"{"Records":1}"#, #"{"version":"2.0"}"#, #"{"Records":[],"Records":[]}"#,
    ])
    func whatIsNoEventIsAnError(text: String) async throws {
        let function = try TriggeredFunction()
        await #expect(throws: IngestError.self) { try await function.invoke(Array(text.utf8)) }
    }

    @Test func moreRecordsThanAreDealtWithAtOnce() async throws {
        let function = try TriggeredFunction()
        let keys = (0..<30).map { "in/\($0).jpg" }
        for key in keys { try await function.upload(try ObjectKey(key)) }
        let answer = try await function.invoke(Notification.s3(keys.map { Notification.record($0) }))
        #expect(answer["processing"] == 30)
        for key in keys { #expect(try await function.state(of: ObjectKey(key)) == .ready) }
    }

    /// When the time is nearly over, what is not done yet is named, and what is done stays done.
    @Test func whatIsNotDoneInTimeComesAgain() async throws {
        let function = try TriggeredFunction(endless: "in/long.jpg")
        try await function.upload("in/a.jpg")
        let batch = Notification.queue(
            ["in/a.jpg", "in/long.jpg"].map { Notification.s3([Notification.record($0)]).json })
        let work = Task { try await function.invoke(batch) }
        await function.originals.isAsked.wait()
        _ = try await function.settled("in/a.jpg")
        work.cancel()
        #expect(try await work.value == ["batchItemFailures": [["itemIdentifier": "m1"]]])
    }
}

extension TriggeredFunction {
    /// Waits until there is an execution for a key, and has ended.
    func settled(_ key: ObjectKey) async throws -> AssetState? {
        while true {
            if let state = try await state(of: key) { return state }
            await Task.yield()
        }
    }
}
