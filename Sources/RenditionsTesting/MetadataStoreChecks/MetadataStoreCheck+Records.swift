import Renditions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MetadataStoreCheck {
    /// What is written is what is read.
    static let records: [MetadataStoreCheck] = [
        MetadataStoreCheck("absent-record-is-nil") { trial in
            let found = try await trial.store.record(trial.id("absent"))
            try expect(found == nil, "There is no such record.")
        },
        MetadataStoreCheck("minimal-record-comes-back") { trial in
            try await trial.expectRoundTrip(of: trial.record(state: .pending))
        },
        MetadataStoreCheck("full-record-comes-back") { trial in
            try await trial.expectRoundTrip(of: trial.fullRecord(renditions: 3))
        },
        MetadataStoreCheck("large-record-comes-back") { trial in
            try await trial.expectRoundTrip(of: trial.fullRecord(renditions: 200))
        },
        MetadataStoreCheck("every-state-comes-back") { trial in
            for state in AssetState.allCases { try await trial.expectRoundTrip(of: trial.record(state: state)) }
        },
        MetadataStoreCheck("dates-are-kept-to-the-millisecond") { trial in
            // Before 1970, far in the future, and where binary fractions of a second round badly.
            for second in [-1_715_949_000.001, 0.001, 0.123, 0.999, 1_000_000.499, 5_000_000_000.007] {
                let written = try trial.record(second: second)
                _ = try await trial.store.put(written, if: .always)
                let found = try await trial.read(written.id).value.updated
                try expect(
                    found.millisecondsSince1970 == written.updated.millisecondsSince1970,
                    "The date \(written.updated.timeIntervalSince1970) came back as \(found.timeIntervalSince1970).")
            }
        },
        MetadataStoreCheck("odd-attributes-come-back") { trial in
            let written = try trial.record(attributes: oddAttributes)
            _ = try await trial.store.put(written, if: .always)
            let found = try await trial.read(written.id).value.attributes
            try expect(sameBytes(found, written.attributes), "The attributes came back as \(found).")
        },
        MetadataStoreCheck("put-replaces-the-whole-record") { trial in
            _ = try await trial.store.put(trial.fullRecord(renditions: 2), if: .always)
            try await trial.expectRoundTrip(of: trial.record(state: .pending))
        },
        MetadataStoreCheck("records-are-told-apart") { trial in
            let suffixes = ["a", "A", "ab", "a.b", "a-b", "a_b", "a.", "0", "00"]
            for (index, suffix) in suffixes.enumerated() {
                _ = try await trial.store.put(trial.record(suffix, second: Double(index)), if: .absent)
            }
            for (index, suffix) in suffixes.enumerated() {
                let found = try await trial.read(trial.id(suffix)).value
                try expect(found.id == (try trial.id(suffix)), "A record came back under another ID.")
                try expect(
                    found.updated == MetadataStoreTrial.instant(Double(index)),
                    "Under \(suffix) there is another record.")
            }
        },
    ]

    /// Names and values that break careless quoting, in SQL, JSON and expressions.
    static let oddAttributes = [
        "plain": "value", "": "empty name", "empty": "", "it's": "it's", "\"": "\"quoted\"", "a.b": "dotted",
        "a b": " spaces ", "$.x[0]": "$.y", "%": "100%_", "\\": "back\\slash", "'; DROP TABLE x; --": "'; --",
        "emoji 👩‍👩‍👧": "👩‍👩‍👧", "composed": "caf\u{E9}", "decomposed": "cafe\u{301}", "lines": "a\nb\tc", "#n": ":v",
        "<b>": "&amp;",
        "null": "null", "1": "1", "Case": "x", "case": "X",
    ]
}

extension MetadataStoreTrial {
    fileprivate func expectRoundTrip(
        of record: AssetRecord, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let revision = try await store.put(record, if: .always)
        let found = try await read(record.id)
        try expect(
            found.value == record, "The record came back different: \(found.value).", fileID: fileID, line: line)
        try expect(
            found.revision == revision, "The record is in another revision than the one that put gave.",
            fileID: fileID, line: line)
    }

    /// A record in which every field is set.
    fileprivate func fullRecord(renditions count: Int) throws -> AssetRecord {
        var record = try record(state: .quarantined, second: 7, attributes: ["colour": "red", "user": "42"])
        record.original.contentType = "image/jpeg"
        record.original.attributes = ["uploaded-by": "someone"]
        record.info = ImageInfo(
            format: .gif, size: PixelSize(width: 4000, height: 3000), orientation: .right, pages: 3, bands: 4,
            bitDepth: 16, hasAlpha: true, colorSpace: .cmyk, profileName: "Display P3", subsampling: "4:2:0",
            isProgressive: true, delays: [40, 0, 100], loopCount: 0, captureDate: "2024:05:17 12:30:00",
            cameraMake: "Maker", cameraModel: "Model \"X\"", hasLocation: true, bytes: 5_000_000_000)
        record.analysis = ImageAnalysis(
            blurHash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj", thumbHash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
            dominantColor: Color(red: 1, green: 2, blue: 3), palette: [.black, .white, .transparent],
            perceptualHash: PerceptualHash(bits: 0xFFFF_0000_8000_0001), entropy: 7.25, sharpness: 123.456,
            isOpaque: false)
        record.failure = AssetFailure(code: "too-large", message: "Says \"why\".", isRetryable: true)
        for index in 0..<count {
            let rendition = RenditionRecord(
                name: "rendition-\(index)", key: try ObjectKey("renditions/\(index)/caf\u{E9} 1+1.webp"),
                size: PixelSize(width: 640, height: 480), frames: 3, bytes: 12_345 + index, contentType: "image/webp",
                entityTag: EntityTag("tag-\(index)"), fingerprint: Fingerprint(of: [[UInt8(index % 256)]]),
                seconds: 0.125)
            record.renditions[rendition.name] = rendition
        }
        return record
    }
}
