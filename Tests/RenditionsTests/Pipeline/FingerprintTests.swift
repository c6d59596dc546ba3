import Renditions
import Testing

@Suite struct FingerprintTests {
    private func fingerprint(
        _ rendition: Rendition, version: String = "v/1", overlays: [ObjectKey: Fingerprint] = [:]
    ) throws -> Fingerprint {
        try rendition.fingerprint(outputVersion: version, overlays: overlays)
    }

    @Test func valuesAreKept() throws {
        var lines: [String] = []
        for (operation, json) in OperationSamples.all {
            lines.append("\(try fingerprint(Rendition("a", [operation], as: .webp()))) \(json)")
        }
        for (encoding, json) in EncodingTests.samples {
            lines.append("\(try fingerprint(Rendition("a", as: encoding))) \(json)")
        }
        try Golden.expect(lines.joined(separator: "\n"), in: "fingerprints.txt")
        #expect(Set(lines.map { $0.prefix(64) }).count == lines.count, "different work has different fingerprints")
    }

    @Test func everythingButTheNameCounts() throws {
        let base = Rendition("a", [.resize(width: 10)], as: .webp())
        let reference = try fingerprint(base)
        #expect(try fingerprint(Rendition("b", [.resize(width: 10)], as: .webp())) == reference)
        var others = [
            try fingerprint(Rendition("a", [.resize(width: 11)], as: .webp())),
            try fingerprint(Rendition("a", [.resize(width: 10), .flip], as: .webp())),
            try fingerprint(Rendition("a", [.resize(width: 10)], as: .webp(quality: 81))),
            try fingerprint(Rendition("a", [.resize(width: 10)], as: .webp(), metadata: .keepAll)),
            try fingerprint(Rendition("a", [.resize(width: 10)], as: .webp(), profile: .keep)),
            try fingerprint(Rendition("a", [.resize(width: 10)], as: .webp(), animation: .firstFrame)),
            try fingerprint(Rendition("a", [.resize(width: 10)], as: .webp(), autoOrient: false)),
            try fingerprint(base, version: "v/2"),
        ]
        others.append(reference)
        #expect(Set(others).count == others.count)
        #expect(
            try fingerprint(Rendition("a", [.flip, .flop], as: .raw))
                != fingerprint(Rendition("a", [.flop, .flip], as: .raw)))
    }

    @Test func overlaysCountByTheirBytes() throws {
        let marked = Rendition("a", [.watermark("logo.png")], as: .webp())
        let (one, two) = (Fingerprint(of: [[1]]), Fingerprint(of: [[2]]))
        let values = [
            try fingerprint(marked), try fingerprint(marked, overlays: ["logo.png": one]),
            try fingerprint(marked, overlays: ["logo.png": two]),
        ]
        #expect(Set(values).count == 3)
        #expect(
            try fingerprint(marked, overlays: ["logo.png": one, "other.png": two])
                == fingerprint(marked, overlays: ["logo.png": one]), "what is not used does not count")
    }

    @Test func bordersOfPartsCount() {
        let values =
            [[[1, 2], [3]], [[1], [2, 3]], [[1, 2, 3]], [[], [1, 2, 3]], [[1, 2, 3], []]] as [[[UInt8]]]
        #expect(Set(values.map { Fingerprint(of: $0) }).count == values.count)
    }

    @Test func textGoesBothWays() {
        let value = Fingerprint(of: [[1, 2, 3]])
        #expect(value.description.count == 64)
        #expect(Fingerprint(value.description) == value)
        for text in [
            "", "ab", String(value.description.dropLast()), value.description + "0",
            "g" + value.description.dropFirst(),
            "０" + value.description.dropFirst(3),
        ] {
            #expect(Fingerprint(text) == nil, "\(text)")
        }
    }

    @Test func renditionsHaveKeysOfTheirOwn() throws {
        let asset = AssetID(original: "a")
        let value = Fingerprint(of: [[1]])
        func key(_ rendition: Rendition, original: String = "tag", value: Fingerprint = value) throws -> ObjectKey {
            try .rendition(rendition, of: asset, original: EntityTag(original), fingerprint: value)
        }
        let longest = String(repeating: "x", count: 64)
        for name in ["a", "A.b_c-9", "a..", "-", longest, ".analysis"] {
            for encoding in [Encoding.jpeg(), .raw, .jpegxl()] {
                let found = try key(Rendition(name, as: encoding))
                #expect(found.rawValue.hasPrefix("\(asset)/"))
                #expect(found.pathExtension == encoding.fileExtension)
            }
        }
        let longID = try AssetID(String(repeating: "i", count: 128))
        #expect(throws: Never.self) {
            try ObjectKey.rendition(
                Rendition(longest, as: .jpeg()), of: longID, original: EntityTag("t"), fingerprint: value)
        }
        let a = Rendition("a", as: .jpeg())
        let keys = [
            try key(a), try key(a, original: "other/../tag"), try key(a, value: Fingerprint(of: [[2]])),
            try key(Rendition("b", as: .jpeg())),
        ]
        #expect(Set(keys).count == 4)
    }
}
