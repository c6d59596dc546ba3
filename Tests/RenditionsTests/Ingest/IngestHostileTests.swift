import Renditions
import RenditionsTesting
import Testing

/// Messages that nobody sends who means well.
@Suite struct IngestHostileTests {
    @Test(arguments: [
        "", " ", "null", "3", "\"text\"", "[]", "{", "{}{}", "{\"Records\":{}}", "{\"Records\":[", "\u{FEFF}",
        "{\"Type\":3,\"TopicArn\":\"t\"}", "{\"detail-type\":null}",
    ]) func whatIsNoMessage(_ text: String) {
        let error = #expect(throws: IngestError.self) { try IngestMessage(decoding: text.utf8) }
        #expect(error?.code == .invalidDocument)
    }

    @Test func jsonOfSomethingElse() {
        let error = #expect(throws: IngestError.self) { try IngestMessage(decoding: #"{"hello":"world"}"#.utf8) }
        #expect(error?.code == .unknownForm)
    }

    @Test(arguments: ["[", "{\"a\":", "{\"Records\":["]) func depth(_ opening: String) {
        let text = String(repeating: opening, count: 200_000)
        let error = #expect(throws: IngestError.self) { try IngestMessage(decoding: text.utf8) }
        #expect(error?.code == .tooLarge)
    }

    @Test func envelopesInEnvelopes() throws {
        var text = try SampleNotification.text(key: "a")
        for _ in 0..<3 { text = try EventForm.topic(text) }
        #expect(try IngestMessage(decoding: text).events.count == 1)
        let more = try EventForm.topic(text)
        #expect(throws: IngestError.self) { try IngestMessage(decoding: more) }
        let queued = try IngestMessage(decoding: EventForm.queue([more, try SampleNotification.text(key: "b")]))
        #expect(queued.records.map { $0.error?.code } == [.tooLarge, nil])
    }

    @Test func manyRecords() throws {
        let many = "{\"Records\":[" + Array(repeating: "{}", count: 100_000).joined(separator: ",") + "]}"
        let error = #expect(throws: IngestError.self) { try IngestMessage(decoding: many.utf8) }
        #expect(error?.code == .tooLarge)
        // The limit counts what all envelopes hold together.
        let three = try SampleNotification.text(["a", "b", "c"].map { SampleNotification.record(key: $0) })
        let queue = try EventForm.queue([three, three])
        #expect(try IngestMessage(decoding: queue, limits: IngestLimits(records: 6)).events.count == 6)
        let cut = try IngestMessage(decoding: queue, limits: IngestLimits(records: 5))
        #expect(cut.records.map { $0.error?.code } == [nil, nil, nil, .tooLarge])
    }

    @Test func manyBytes() throws {
        let text = try SampleNotification.text(key: "a")
        #expect(try IngestMessage(decoding: text, limits: IngestLimits(bytes: text.count)).events.count == 1)
        let error = #expect(throws: IngestError.self) {
            try IngestMessage(decoding: text, limits: IngestLimits(bytes: text.count - 1))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test(arguments: [
        "1e400", "-1", "1.5", "99999999999999999999", "\"5\"", "true", "[]", String(repeating: "9", count: 10_000),
    ]) func sizesThatCannotBe(_ size: String) throws {
        let object = #"{"key":"a","size":\#(size)}"#
        let text = #"{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":\#(object)}}]}"#
        let message = try IngestMessage(decoding: text.utf8)
        #expect(message.records.map { $0.error?.code } == [.invalidRecord])
        #expect(message.records.first?.error?.message.count ?? 0 < 200)
    }

    @Test(arguments: [
        "3", "null", "\"x\"", "[]", "{}", #"{"s3":{}}"#, #"{"s3":null}"#,
        #"{"s3":{"bucket":{"name":"b"},"object":{}}}"#,
        #"{"eventName":7,"s3":{"bucket":{"name":"b"},"object":{"key":"a"}}}"#,
        #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":""},"object":{"key":"a"}}}"#,
        #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"\ud800"}}}"#,
        #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b\u0000"},"object":{"key":"a"}}}"#,
        #"{"body":null,"messageId":"m"}"#, #"{"body":{},"messageId":"m"}"#, #"{"Sns":3}"#, #"{"eventSource":"aws:s3"}"#,
    ]) func recordsThatCannotBeAreRefusedAlone(_ record: String) throws {
        let good = #"{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"good"}}}"#
        let message = try IngestMessage(decoding: "{\"Records\":[\(good),\(record),\(good)]}".utf8)
        #expect(message.events.map(\.key) == ["good", "good"])
        #expect(message.records[1].error != nil)
        if record.contains("messageId") { #expect(message.records[1].messageID == "m") }
    }

    @Test(arguments: ["key", "k\\u0065y", "\\u006b\\u0065\\u0079"]) func fieldsNamedTwice(_ name: String) {
        let text = """
            {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"a","\(name)":"b"}}}]}
            """
        let error = #expect(throws: IngestError.self) { try IngestMessage(decoding: text.utf8) }
        #expect(error?.code == .invalidDocument)
    }

    /// Bytes replaced, removed, doubled and put in, in every form: an answer or an error of the declared type.
    @Test func mutations() throws {
        let notification = try SampleNotification.text(
            ["a+b.jpg", "caf%C3%A9/%2B.jpg"].map { SampleNotification.record(key: $0) })
        let texts = try EventForm.allCases.flatMap { try $0.texts(for: notification) }
        let pieces = [
            #"\u0000"#, #"\ud800"#, "1e999", "{", "[", "}", "]", "\"", ",", ":", "%", "null", "\\", "\u{202E}",
        ]
        var random = SeededRandom(seed: 20_260_101)
        var (read, refused) = (0, 0)
        for _ in 0..<20_000 {
            var text = texts[Int.random(in: 0..<texts.count, using: &random)]
            for _ in 0...Int.random(in: 0..<3, using: &random) where !text.isEmpty {
                let place = Int.random(in: 0..<text.count, using: &random)
                let end = min(text.count, place + 1 << Int.random(in: 0..<6, using: &random))
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text.removeSubrange(place..<end)
                case 2: text.insert(contentsOf: text[place..<end], at: place)
                default:
                    text.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8, at: place)
                }
            }
            do {
                _ = try IngestMessage(decoding: text)
                read += 1
            } catch let error as IngestError {
                _ = error
                refused += 1
            }
        }
        // Mutations that are all refused at the door, or all harmless, would show nothing.
        #expect(read > 1_000 && refused > 1_000, "\(read) read, \(refused) refused")
    }
}
