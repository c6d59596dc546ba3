import Foundation
import Renditions
import Testing

/// The JSON form of events is a contract: they are stored, and are the input of workflows.
@Suite struct IngestEventTests {
    private static let full = IngestEvent(
        .created, "a/b.jpg", bucket: "in", size: 5, entityTag: EntityTag("t"), versionID: "v",
        sequencer: Sequencer("0A"), time: Date(timeIntervalSince1970: 1.5), source: .notification)
    private static let json = """
        {"bucket":"in","entityTag":"t","key":"a\\/b.jpg","kind":"created","sequencer":"0A","size":5,\
        "source":"s3-notification","time":1500,"versionId":"v"}
        """

    @Test func theJSONForm() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(Self.full), as: UTF8.self) == Self.json)
        #expect(try JSONDecoder().decode(IngestEvent.self, from: Data(Self.json.utf8)) == Self.full)
        let least = IngestEvent(.removed, "a", source: .folder)
        #expect(
            String(decoding: try encoder.encode(least), as: UTF8.self)
                == #"{"key":"a","kind":"removed","source":"folder"}"#)
        #expect(try JSONDecoder().decode(IngestEvent.self, from: encoder.encode(least)) == least)
    }

    @Test(arguments: [
        #"{"key":"a\u0000","kind":"removed","source":"folder"}"#, #"{"key":"a","kind":"moved","source":"folder"}"#,
        #"{"key":"a","kind":"removed","source":"folder","sequencer":"x"}"#, #"{"key":"a","kind":"removed"}"#,
    ]) func whatIsNone(_ json: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(IngestEvent.self, from: Data(json.utf8)) }
    }

    @Test func timesOutOfRange() {
        var event = Self.full
        event.time = Date(timeIntervalSince1970: 1e20)
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(event) }
    }
}
