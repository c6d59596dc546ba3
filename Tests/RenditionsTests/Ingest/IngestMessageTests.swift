import Foundation
import Renditions
import Testing

@Suite struct IngestMessageTests {
    @Test(arguments: EventForm.allCases) func oneEventInEveryForm(_ form: EventForm) throws {
        let text = try SampleNotification.text([
            SampleNotification.record(key: "in/red+flower%2B1.jpg", object: ["versionId": "v1"])
        ])
        let messages = try form.texts(for: text).map { try IngestMessage(decoding: $0) }
        try #require(messages.count == 1 && messages[0].records.count == 1)
        let record = messages[0].records[0]
        #expect(
            record.event
                == IngestEvent(
                    .created, "in/red flower+1.jpg", bucket: "in", size: 1024, entityTag: EntityTag("0123"),
                    versionID: "v1", sequencer: Sequencer("0A1B2C3D4E5F678901"),
                    time: Date(timeIntervalSince1970: 1_767_225_600.123),
                    source: form.isBridge ? .eventBridge : .notification))
        #expect(record.messageID == (form.isQueued ? EventForm.messageID : nil))
    }

    @Test(arguments: [
        ("plain.jpg", "plain.jpg"), ("a+b", "a b"), ("a%2Bb", "a+b"), ("a%2bb", "a+b"), ("a%20b", "a b"),
        ("%252e%252e%252fetc", "%2e%2e%2fetc"), ("a%2Fb", "a/b"), ("caf%C3%A9", "café"), ("café", "café"),
        ("100%25", "100%"), ("%F0%9F%98%80", "😀"),
    ]) func keysAreDecodedOnce(_ encoded: String, _ key: String) throws {
        let message = try IngestMessage(decoding: SampleNotification.text(key: encoded))
        #expect(message.events.map { Array($0.key.rawValue.utf8) } == [Array(key.utf8)])
    }

    @Test(arguments: [
        "a%", "a%2", "a%zz", "a%+1", "%C3", "%C3%28", "%ED%A0%80", "%C0%AF", "a%00b", "a%0Ab", "%2E%2E%2Fetc", "a//b",
        "/a",
        "a/", "", "%5C", String(repeating: "x", count: 1025), "%E2%80%AEgpj",
    ]) func keysThatCannotBeAreRefusedAlone(_ encoded: String) throws {
        let records = ["first", encoded, "third"].map { SampleNotification.record(key: $0) }
        let message = try IngestMessage(decoding: SampleNotification.text(records))
        #expect(message.records.map(\.index) == [0, 1, 2])
        #expect(message.records[1].error?.code == .invalidKey)
        #expect(message.events.map(\.key) == ["first", "third"])
    }

    @Test(arguments: ["1+1.jpg", "100%.jpg", "%2B.jpg", "a b.jpg"]) func keysOfEventBridgeAreAsTheyAre(_ key: String)
        throws
    {
        let message = try IngestMessage(
            decoding: EventForm.json([
                "detail-type": "Object Created", "source": "aws.s3", "time": 1_767_225_600.5,
                "detail": ["bucket": ["name": "in"], "object": ["key": key, "version-id": "", "etag": "\"quoted\""]],
            ]))
        #expect(message.events.map(\.key.rawValue) == [key])
        #expect(message.events.first?.versionID == nil)
        #expect(message.events.first?.entityTag == EntityTag("quoted"))
        #expect(message.events.first?.time == Date(timeIntervalSince1970: 1_767_225_600.5))
    }

    @Test(arguments: [
        ("ObjectCreated:Put", IngestEvent.Kind.created), ("ObjectCreated:CompleteMultipartUpload", .created),
        ("ObjectCreated:Copy", .created), ("s3:ObjectCreated:Post", .created), ("ObjectRemoved:Delete", .removed),
        ("ObjectRemoved:DeleteMarkerCreated", .removed), ("LifecycleExpiration:Delete", .removed),
    ]) func namesOfEvents(_ name: String, _ kind: IngestEvent.Kind) throws {
        let record = SampleNotification.record(name, key: "a", object: ["size": NSNull(), "eTag": NSNull()])
        let message = try IngestMessage(decoding: SampleNotification.text([record]))
        #expect(message.events.map(\.kind) == [kind])
        #expect(message.events.first?.size == nil)
    }

    @Test func otherEventsAreIgnoredByName() throws {
        let names = ["ObjectTagging:Put", "ObjectRestore:Post", "ObjectCreatedNot:Put", "ev\u{1B}[2J\u{202E}il"]
        let records = names.map { SampleNotification.record($0, key: "%") }
        let message = try IngestMessage(decoding: SampleNotification.text(records))
        #expect(
            message.records.map(ignored) == [
                .otherEvent("ObjectTagging:Put"), .otherEvent("ObjectRestore:Post"),
                .otherEvent("ObjectCreatedNot:Put"),
                .otherEvent("ev[2Jil"),
            ])
        let bridge = try IngestMessage(
            decoding: EventForm.json(["detail-type": "EC2 State", "source": "aws.ec2", "detail": ["state": "on"]]))
        #expect(bridge.records.map(ignored) == [.otherEvent("EC2 State")])
    }

    @Test(arguments: ["SubscriptionConfirmation", "UnsubscribeConfirmation"])
    func subscriptionsAreReportedAndNotFollowed(_ type: String) throws {
        let text = try EventForm.topic(Array("You have chosen to subscribe".utf8), type: type)
        for text in [text, try EventForm.queue([text])] {
            #expect(try IngestMessage(decoding: text).records.map(ignored) == [.subscription])
        }
    }

    @Test func testEventsAndEmptyListsAreIgnored() throws {
        let test = Array(#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"in"}"#.utf8)
        #expect(try IngestMessage(decoding: test).records.map(ignored) == [.test])
        let queued = try IngestMessage(decoding: EventForm.queue([EventForm.topic(test), test]))
        #expect(queued.records.map(ignored) == [.test, .test])
        #expect(queued.records.map(\.messageID) == [EventForm.messageID, "message-1"])
        #expect(try IngestMessage(decoding: Array(#"{"Records":[]}"#.utf8)).records.map(ignored) == [.empty])
    }

    @Test func everyMessageOfABatchStandsForItself() throws {
        let good = try SampleNotification.text(["a", "b"].map { SampleNotification.record(key: $0) })
        let bodies: [[UInt8]] = [
            Array("Message Body".utf8), good, Array("[]".utf8), Array("{}".utf8),
            try EventForm.topic(Array("hello".utf8)),
            try SampleNotification.text(key: "c"),
        ]
        let message = try IngestMessage(decoding: EventForm.queue(bodies))
        #expect(message.events.map(\.key) == ["a", "b", "c"])
        let failed = message.records.filter { $0.error != nil }
        #expect(failed.map(\.messageID) == [EventForm.messageID, "message-2", "message-3", "message-4"])
        #expect(
            failed.map { $0.error?.code } == [.invalidDocument, .invalidDocument, .unknownForm, .invalidDocument])
        #expect(message.records.filter { $0.messageID == "message-1" }.map(\.index) == [0, 1])
    }

    private func ignored(_ record: IngestRecord) -> IgnoredReason? {
        if case .ignored(let reason) = record.outcome { reason } else { nil }
    }
}
