import CorpusFiles
import Renditions
import Testing

/// The events that the shared corpus tells of, and samples of what functions are given.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct EventCorpusTests {
    @Test(arguments: EventForm.allCases) func everyFormTellsTheSame(_ form: EventForm) throws {
        let scenarios = try Corpus.scenarios()
        #expect(scenarios.count >= 9)
        for scenario in scenarios {
            for delivery in scenario.deliveries {
                let plain = try IngestMessage(decoding: delivery)
                let records = try form.texts(for: delivery).flatMap { try IngestMessage(decoding: $0).records }
                #expect(records.compactMap(\.event).map(sourceless) == plain.events.map(sourceless), "\(scenario)")
                #expect(records.allSatisfy { $0.messageID == (form.isQueued ? EventForm.messageID : nil) })
                #expect(records.allSatisfy { $0.error == nil })
            }
        }
    }

    @Test func keysAndOrderOfTheScenarios() throws {
        let events = Dictionary(
            uniqueKeysWithValues: try Corpus.scenarios().map { scenario in
                (scenario.name, try scenario.deliveries.flatMap { try IngestMessage(decoding: $0).events })
            })
        #expect(events["plus-encoded-key"]?.map(\.key) == ["in/red flower.jpg"])
        #expect(events["percent2b-key"]?.map(\.key) == ["in/1+1.jpg"])
        #expect(events["batch-one-poison"]?.map(\.key) == ["in/ok1.jpg", "in/poison.jpg", "in/ok2.jpg"])
        #expect(events["delete-then-late-put"]?.map(\.kind) == [.removed, .created])
        #expect(events["s3-test-event"]?.isEmpty == true)
        #expect(Set(events["duplicate-x3"] ?? []).count == 1)
        let lengths = try #require(events["sequencer-lengths"]).map(\.sequencer)
        #expect(lengths.count == 2 && lengths[0] == lengths[1])
        let order = try #require(events["out-of-order-put-put"]).compactMap(\.sequencer)
        #expect(order.count == 2 && order[1] < order[0])
    }

    @Test func everyKeyIsDecodedExactlyOrRefused() throws {
        let keys = try Corpus.keys()
        #expect(keys.count > 20)
        for entry in keys {
            let record = try #require(
                try IngestMessage(decoding: SampleNotification.text(key: entry.encoded)).records.first)
            if let event = record.event {
                #expect(event.key.rawValue.utf8.elementsEqual(entry.key.utf8), "\(entry.why)")
                #expect(entry.mayBeKept, "\(entry.why)")
            } else {
                #expect(record.error?.code == .invalidKey, "\(entry.why)")
                #expect(entry.mayBeRefused, "\(entry.why)")
            }
        }
    }

    @Test func samplesOfFunctions() throws {
        for name in ["lambda-go_s3-event", "lambda-go_s3-event-with-decoded"] {
            let event = try #require(try IngestMessage(decoding: Corpus.lambdaEvent(name)).events.first)
            #expect(event.key == "Happy Face.jpg" && event.size == 1024 && event.versionID == "version")
            // "Happy Sequencer" is none, and no reason to refuse the event.
            #expect(event.sequencer == nil && event.time != nil)
        }
        let values = ["key": "a%2Bb.jpg", "bucket": "in", "region": "eu-west-1", "partition": "aws"]
        for (name, kind) in [("samcli_s3_S3Put", IngestEvent.Kind.created), ("samcli_s3_S3Delete", .removed)] {
            let message = try IngestMessage(decoding: Corpus.lambdaEvent(name, values: values))
            #expect(message.events.map(\.key) == ["a+b.jpg"] && message.events.map(\.kind) == [kind])
        }
        let mail = try IngestMessage(decoding: Corpus.lambdaEvent("lambda-go_ses-s3-event"))
        #expect(mail.events.isEmpty && mail.records.count == 1 && mail.records[0].error == nil)
        let queue = try IngestMessage(decoding: Corpus.lambdaEvent("lambda-go_sqs-event")).records
        #expect(queue.map(\.messageID) == ["MessageID_1"] && queue.map { $0.error?.code } == [.invalidDocument])
        let unknown = #expect(throws: IngestError.self) {
            try IngestMessage(decoding: Corpus.lambdaEvent("samcli_apigateway_HttpApi"))
        }
        #expect(unknown?.code == .unknownForm)
    }

    private func sourceless(_ event: IngestEvent) -> IngestEvent {
        var event = event
        event.source = .upload
        return event
    }
}
