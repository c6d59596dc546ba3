import Foundation
import Logging
import RenditionsService
import Testing

/// Lines of the log hold what they are given, and nothing of it can do harm.
@Suite struct LogLineTests {
    static let hostile = "a\u{1B}[2J\r\nb\u{85}c\u{202E}d\u{7F}\"e\\"

    static func line(_ metadata: Logger.Metadata = [:], message: String = "It is so.") -> LogLine {
        LogLine(
            time: Date(timeIntervalSince1970: 1_780_000_000.125), level: .info, label: "renditions.http",
            message: message,
            metadata: metadata)
    }

    @Test func textIsForPeople() {
        let line = Self.line(["status": "200", "what": "two words", "empty": ""])
        #expect(
            line.text(as: .text)
                == "2026-05-28T20:26:40.125Z info renditions.http: It is so. empty=\"\" status=200 what=\"two words\"")
    }

    @Test func jsonIsAnObject() throws {
        let line = Self.line(["list": ["a", "b"], "map": ["c": "d"], "n": .stringConvertible(3)])
        let text = line.text(as: .json)
        #expect(
            text
                == #"{"time":"2026-05-28T20:26:40.125Z","level":"info","label":"renditions.http","message":"It is so.","#
                + #""metadata":{"list":["a","b"],"map":{"c":"d"},"n":"3"}}"#)
        #expect(!Self.line().text(as: .json).contains("metadata"))
    }

    @Test(arguments: [LogFormat.text, .json]) func nothingMovesTheCursor(_ format: LogFormat) {
        let line = Self.line([Self.hostile: "\(Self.hostile)"], message: Self.hostile).text(as: format)
        let harmful = line.unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
        }
        #expect(harmful.isEmpty)
    }

    @Test func jsonKeepsWhatItEscapes() throws {
        let text = Self.line(["key": "\(Self.hostile)"], message: Self.hostile).text(as: .json)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["message"] as? String == Self.hostile)
        #expect((object["metadata"] as? [String: String])?["key"] == Self.hostile)
    }
}
