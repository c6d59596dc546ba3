import Renditions
import Testing

/// How the headers of AV1 and HEVC are found and read. A size that is read wrongly would not be that of the container.
@Suite struct InspectionStreamTests {
    typealias Item = SampleHEIF.Item
    typealias Frame = SampleAV1.Frame

    private static func av1(_ data: [UInt8], width: Int = 16, configuration: [UInt8] = []) -> SampleHEIF {
        SampleHEIF(
            items: [Item(id: 1, properties: [1, 2], data: data)],
            properties: [SampleHEIF.size(width, 8), SampleHEIF.av1(0b110, units: configuration)])
    }

    /// The long form with each choice of what it holds.
    static let streams: [SampleAV1] = (0..<8).map {
        SampleAV1(
            isReduced: false, hasModel: $0 & 1 == 1, hasIdentifiers: $0 & 2 == 2, hasOrderHint: $0 & 4 == 4,
            sideBits: 16)
    }

    /// Every kind of frame header that may hold a size.
    private static let frames: [Frame] = [0, 1, 2, 3].flatMap { kind in
        (0..<8).map { Frame(kind: kind, isShown: $0 & 1 == 0, isResilient: $0 & 2 == 2, isLong: $0 & 4 == 4) }
    }

    @Test(arguments: streams.indices) func framesOfTheirOwnSize(_ index: Int) {
        let stream = Self.streams[index]
        for var frame in Self.frames {
            #expect(throws: Never.self, "\(frame)") { try inspectAll(Self.av1(stream.picture([frame])).bytes) }
            frame.size = (16, 8)
            #expect(throws: Never.self, "\(frame)") { try inspectAll(Self.av1(stream.picture([frame])).bytes) }
            frame.size = (65, 8)
            expectRefusal(.invalidImage, Self.av1(stream.picture([frame])).bytes, "\(frame)")
            frame.size = (60_001, 60_002)
            expectRefusal(.tooManyPixels, Self.av1(stream.picture([frame])).bytes, "\(frame)")
            let copy = SampleAV1.unit(7, stream.frameHeader(frame))
            expectRefusal(.tooManyPixels, Self.av1(stream.picture([Frame()]) + copy).bytes, "\(frame)")
        }
        let borrowing = Frame(kind: 1, borrowsSize: true)
        #expect(throws: Never.self) { try inspectAll(Self.av1(stream.picture([Frame(), borrowing])).bytes) }
        let header = SampleAV1.unit(1, stream.sequenceHeader)
        let existing = SampleAV1.unit(3, [0x88])
        #expect(throws: Never.self) { try inspectAll(Self.av1(header + existing).bytes) }
    }

    @Test func aPictureHoldsFewFrames() {
        let stream = SampleAV1(isReduced: false)
        #expect(throws: Never.self) {
            try inspectAll(Self.av1(stream.picture(Array(repeating: Frame(), count: 8))).bytes)
        }
        expectRefusal(.invalidImage, Self.av1(stream.picture(Array(repeating: Frame(), count: 9))).bytes)
        let following = SampleHEVC.unit(19, [0x40, 1])
        let slices = [SampleHEVC.slice] + Array(repeating: following, count: 600)
        #expect(throws: Never.self) { try inspectAll(SampleHEIF.hevc(units: slices).bytes) }
        expectRefusal(.invalidImage, SampleHEIF.hevc(units: Array(repeating: SampleHEVC.slice, count: 9)).bytes)
    }

    /// In the file or in the meta box, in one piece or in many.
    @Test(arguments: [false, true]) func places(_ isInside: Bool) {
        for pieces in [[], [1], [1, 1, 1, 1, 1, 1], [1, 2, 3]] {
            for (type, sample) in [("av01", SampleHEIF()), ("hvc1", SampleHEIF.hevc())] {
                var sample = sample
                sample.items[0].isInside = isInside
                sample.items[0].pieces = pieces
                #expect(throws: Never.self, "\(type) \(pieces)") { try inspectAll(sample.bytes) }
                sample.items[0].data =
                    type == "av01"
                    ? SampleAV1.picture(9000, 9000)
                    : SampleHEVC.stream([SampleHEVC(width: 9000, height: 9000).parameterSet])
                expectRefusal(.tooManyPixels, sample.bytes, "\(type) \(pieces)")
            }
        }
    }

    /// The header may stand in one place only; a frame needs one before it.
    @Test func whereTheHeaderStands() {
        let header = SampleAV1.unit(1, SampleAV1().sequenceHeader)
        let frame = SampleAV1.unit(6, [1, 2, 3])
        #expect(throws: Never.self) { try inspectAll(Self.av1(frame, configuration: header).bytes) }
        #expect(throws: Never.self) { try inspectAll(Self.av1(header + frame).bytes) }
        expectRefusal(.invalidImage, Self.av1(frame).bytes)
        expectRefusal(.invalidImage, Self.av1(frame + header).bytes)
        expectRefusal(.invalidImage, Self.av1(SampleAV1.unit(2, [])).bytes)
        let set = SampleHEVC().parameterSet
        #expect(throws: Never.self) {
            try inspectAll(SampleHEIF.hevc(configuration: [], units: [set, SampleHEVC.slice]).bytes)
        }
        expectRefusal(.invalidImage, SampleHEIF.hevc(configuration: [], units: [SampleHEVC.slice]).bytes)
        // Units of other layers are nobody's.
        let other = SampleHEVC.unit(33, [0xFF, 0xFF], layer: 1)
        #expect(throws: Never.self) { try inspectAll(SampleHEIF.hevc(units: [other, SampleHEVC.slice]).bytes) }
        var bare = SampleHEIF.hevc(units: [set])
        bare.items[0].properties = [1]
        #expect(throws: Never.self) { try inspectAll(bare.bytes) }
    }

    @Test func unitsOfAV1() {
        let header = SampleAV1().sequenceHeader
        // One without a length, then one whose length takes three bytes.
        #expect(throws: Never.self) { try inspectAll(Self.av1([0x08] + header).bytes) }
        #expect(throws: Never.self) { try inspectAll(Self.av1(SampleAV1.unit(1, header, layer: 2)).bytes) }
        let padded: [UInt8] = .joining([0x0A, UInt8(header.count) | 0x80, 0x80, 0], header)
        #expect(throws: Never.self) { try inspectAll(Self.av1(padded).bytes) }
        let endless: [UInt8] = .joining([0x0A], Array(repeating: 0x80, count: 8), header)
        let large: [UInt8] = [0x7A, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F]
        let longest: [UInt8] = [0x7A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
        let lies: [[UInt8]] = [
            endless, large, longest, [0x0A], [0x0E], [0x0E, 0], [0x8A, 0], SampleAV1.unit(1, header, length: 100),
            SampleAV1.unit(1, Array(header.prefix(3))), SampleAV1.unit(1, []),
        ]
        for lie in lies {
            expectRefusal(.invalidImage, Self.av1(SampleAV1.picture(16, 8) + lie).bytes, "\(lie)")
            expectRefusal(.invalidImage, Self.av1(SampleAV1.picture(16, 8), configuration: lie).bytes, "\(lie)")
        }
    }

    @Test(arguments: [0, 1, 6, 7]) func profilesOfHEVC(_ layers: Int) {
        let set = SampleHEVC(layers: layers)
        #expect(throws: Never.self) { try inspectAll(SampleHEIF.hevc(configuration: [set.parameterSet]).bytes) }
        expectRefusal(
            .invalidImage,
            SampleHEIF.hevc(configuration: [SampleHEVC(width: 100, height: 100, layers: layers).parameterSet]).bytes)
    }

    @Test func unitsOfHEVC() {
        let set = SampleHEVC().parameterSet
        #expect(throws: Never.self) { try inspectAll(SampleHEIF.hevc(units: [[], [1], SampleHEVC.slice]).bytes) }
        for widths in [0, 1, 2] { expectRefusal(.invalidImage, SampleHEIF.hevc(widths: widths).bytes) }
        for count in 2..<set.count - 1 {
            expectRefusal(.invalidImage, SampleHEIF.hevc(configuration: [Array(set.prefix(count))]).bytes, "\(count)")
            expectRefusal(.invalidImage, SampleHEIF.hevc(units: [Array(set.prefix(count))]).bytes, "\(count)")
        }
        var sample = SampleHEIF.hevc()
        for lie: [UInt8] in [[0, 0, 0], [0, 0, 0, 3, 1, 1], [0xFF, 0xFF, 0xFF, 0xFF, 1], [0, 0, 0, 2, 0x26, 1]] {
            sample.items[0].data = SampleHEVC.stream([set]) + lie
            expectRefusal(.invalidImage, sample.bytes, "\(lie)")
        }
        // A number with more zeros before it than it may have.
        let endless = SampleHEVC.unit(33, .joining(.zeros(13), [0x80], .zeros(40)))
        expectRefusal(.invalidImage, SampleHEIF.hevc(units: [endless]).bytes)
    }

    /// Lists of the configuration that claim more than there is.
    @Test func configurationsThatLie() {
        let whole = SampleHEVC.configuration([SampleHEVC().parameterSet, SampleHEVC.slice])
        var sample = SampleHEIF.hevc()
        for count in 8 + 18..<whole.count {
            sample.properties[1] = SampleHEIF.box("hvcC", Array(whole[8..<count]))
            expectRefusal(.invalidImage, sample.bytes, "\(count)")
        }
        sample.properties[1] = SampleHEIF.box("hvcC", whole[8...] + [])
        #expect(throws: Never.self) { try inspectAll(sample.bytes) }
        sample.properties[1] = SampleHEIF.box("hvcC", Array(whole[8...]).replacing(at: 22, with: [0xFF]))
        expectRefusal(.invalidImage, sample.bytes)
        var short = SampleHEIF()
        short.properties[1] = SampleHEIF.box("av1C", [0x81, 0, 0])
        expectRefusal(.invalidImage, short.bytes)
    }

    /// Within other items, or in a box that is not there.
    @Test func dataThatCannotBeFound() {
        for method in [1, 2, 15] {
            let place: [UInt8] = .joining(
                .big(1, 2), .big(1, 2), .big(method, 2), .zeros(2), .big(1, 2), .big(0, 4), .big(4, 4))
            var bytes = SampleHEIF().bytes
            guard let start = (0..<bytes.count).first(where: { bytes[$0...].starts(with: [UInt8].text("iloc")) }) else {
                Issue.record("there is no list of places")
                return
            }
            // Behind the name, version and widths.
            bytes.replaceSubrange(start + 10..<start + 10 + place.count, with: place)
            // Of an absent box everything is missing.
            expectRefusal(method == 1 ? .truncatedImage : .invalidImage, bytes, "\(method)")
            #expect(throws: RenderError.self) { try inspectAll(bytes, allowsTruncation: true) }
        }
    }

    /// A cut picture is read as far as it goes where that is allowed, but not without its header.
    @Test func cutPictures() throws {
        let data = SampleAV1.picture(16, 8)
        let whole = SampleHEIF().bytes
        for count in 0..<data.count {
            let part = Array(whole.prefix(whole.count - data.count + count))
            expectRefusal(.truncatedImage, part)
            // A unit without a body, then the header.
            let headerEnd = 2 + 2 + SampleAV1(width: 16, height: 8).sequenceHeader.count
            if count >= headerEnd {
                #expect(try inspectAll(part, allowsTruncation: true).isTruncated)
            } else if count < 4 {
                #expect(throws: RenderError.self) { try inspectAll(part, allowsTruncation: true) }
            }
        }
        let bomb = SampleHEIF(items: [Item(id: 1, properties: [1, 2], data: SampleAV1.picture(9000, 9000))]).bytes
        let error = #expect(throws: RenderError.self) {
            try inspectAll(Array(bomb.dropLast()), allowsTruncation: true)
        }
        #expect(error?.code == .tooManyPixels)
    }

    /// Streams cut at every byte, with a container that knows of it, and numbers of theirs driven to their ends: there is
    /// a verdict.
    @Test func damagedStreams() {
        let long = SampleAV1(isReduced: false, hasModel: true, hasIdentifiers: true, hasOrderHint: true, sideBits: 16)
        let streams = [long.picture(Array(Self.frames.prefix(4))), SampleAV1.picture(16, 8)]
        let sets = [0, 6].map { SampleHEVC(window: [0, 0, 0, 0], layers: $0).parameterSet }
        var random = SampleRandom(seed: 8)
        for (index, stream) in (streams + sets).enumerated() {
            let isHEVC = index >= streams.count
            func verdict(_ bytes: [UInt8]) -> Bool {
                let sample =
                    isHEVC
                    ? SampleHEIF.hevc(configuration: [bytes], units: [bytes, SampleHEVC.slice])
                    : Self.av1(bytes, configuration: bytes)
                return (try? inspectAll(sample.bytes)) != nil
            }
            for count in 0..<stream.count { _ = verdict(Array(stream.prefix(count))) }
            for place in 0..<stream.count {
                for number: [UInt8] in [[0], [0xFF], [0x80], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF]]
                where place + number.count <= stream.count {
                    _ = verdict(stream.replacing(at: place, with: number))
                }
            }
            for _ in 0..<400 {
                var bytes = stream
                for _ in 0..<3 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                _ = verdict(bytes)
            }
            #expect(verdict(stream), "\(index)")
        }
    }
}
