import CorpusFiles
import NIOCore
import Renditions
import RenditionsVips
import Testing

/// A file that is whole in its structure and broken in its data.
@Suite struct DamagedImageTests {
    private static let renditions = [
        Rendition("small", [.resize(width: 24)], as: .jpeg()), Rendition("same", as: .png(compression: 1)),
    ]

    /// A PNG whose second block of compressed data is of a kind that there isn't, with a checksum that fits.
    private static func damaged() throws -> ByteBuffer {
        var file = Array(PNGFile(kind: .rgb, raster: Picture.busy(200, 150)).bytes.readableBytesView)
        // The signature, the header's chunk, and length and name of the data's.
        let body = 8 + 25 + 8
        let length = file[33..<37].reduce(0) { $0 << 8 | Int($1) }
        // The first block, with its head, behind the two bytes of the stream's own.
        file[body + 2 + 5 + 65_535] = 7
        let checksum = CRC32.checksum(Array(file[body - 4..<body + length]))
        file.replaceSubrange(
            body + length..<body + length + 4, with: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) })
        return ByteBuffer(bytes: file)
    }

    @Test func isRefused() async throws {
        let source = ImageSource(try Self.damaged())
        #expect(
            await Fixture.refusal { try await Fixture.engine.get().render(Self.renditions, from: source) }
                == .invalidImage)
    }

    /// What the inspection leaves to the decoder, that does look at it.
    @Test func wrongChecksumsOfPixelsAreRefused() async throws {
        var file = PNGFile(kind: .rgb, raster: Picture.busy(200, 150)).bytes
        // Before the last chunk, of 12 bytes.
        let place = file.writerIndex - 12 - 4
        file.setInteger(try #require(file.getInteger(at: place, as: UInt32.self)) ^ 1, at: place)
        #expect(
            await Fixture.refusal { try await Fixture.engine.get().render(Self.renditions, from: ImageSource(file)) }
                == .invalidImage)
    }

    @Test func isFilledUpAndMarkedWhereThatIsAskedFor() async throws {
        let engine = try Fixture.engine { $0.acceptsDamagedImages = true }
        let images = try await engine.render(Self.renditions, from: ImageSource(try Self.damaged()))
        #expect(images.map(\.name) == ["small", "same"])
        for image in images { #expect(image.isIncomplete, "\(image.name)") }
    }

    /// With restart markers every lost one is a fault; a decoder that counts them gives up after a hundred.
    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) func manyFaultsAreFilledUpToo() async throws {
        let file = try Corpus.bytes("good/rails__racecar.jpg")
        let cut = try #require(file.getSlice(at: file.readerIndex, length: 60_000))
        let engine = try Fixture.engine { $0.acceptsDamagedImages = true }
        let images = try await engine.render(Self.renditions, from: ImageSource(cut))
        #expect(images.count == 2 && images.allSatisfy(\.isIncomplete))
    }

    @Test func aGoodImageIsNotMarkedAndComesOutTheSame() async throws {
        let engine = try Fixture.engine { $0.acceptsDamagedImages = true }
        let source = ImageSource(try await Fixture.file(Picture.busy(200, 150)))
        let images = try await engine.render(Self.renditions, from: source)
        #expect(images.allSatisfy { !$0.isIncomplete })
        let strict = try await Fixture.engine.get().render(Self.renditions, from: source)
        #expect(images.map(\.bytes) == strict.map(\.bytes))
    }

    @Test func anOverlayMustBeWhole() async throws {
        let engine = try Fixture.engine { $0.acceptsDamagedImages = true }
        let source = ImageSource(
            try await Fixture.file(Picture.busy(20, 20)), overlays: ["mark": try Self.damaged()])
        let marked = Rendition("marked", [.watermark("mark")], as: .png())
        #expect(await Fixture.refusal { try await engine.render([marked], from: source) } == .invalidOverlay)
    }

    @Test func optionsThatChangePixelsChangeTheOutputVersion() throws {
        let versions = try [
            Fixture.engine { _ in }, Fixture.engine { $0.acceptsDamagedImages = true },
            Fixture.engine { $0.decodingMargin = 2 },
            Fixture.engine {
                $0.decodingMargin = 2
                $0.acceptsDamagedImages = true
            },
        ].map(\.outputVersion)
        #expect(Set(versions).count == 4, "\(versions)")
        let same = try Fixture.engine {
            $0.threads = 1
            $0.limits.pixels = 100
            $0.allowedFormats = [.png]
        }
        #expect(same.outputVersion == versions[0])
    }
}
