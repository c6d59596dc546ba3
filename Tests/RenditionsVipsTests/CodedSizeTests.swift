import NIOCore
import Renditions
import RenditionsVips
import Testing

/// The size that a stream tells, in files that a real encoder has written.
@Suite struct CodedSizeTests {
    /// Sides of eight bits each, so that the largest that fits is more than a whole block more.
    private static let size = PixelSize(width: 130, height: 136)

    /// Where the stream's sequence headers say how many bits their sides have, and which they are (AV1 5.5.1), counted
    /// in bits.
    private static func headers(in file: [UInt8]) -> [Int] {
        let wanted = 7 << 20 | 7 << 16 | (size.width - 1) << 8 | size.height - 1
        var last = 0
        return (0..<file.count * 8).compactMap { bit in
            last = (last << 1 | Int(file[bit / 8] >> UInt8(7 - bit % 8) & 1)) & 0xFF_FFFF
            return bit >= 23 && last == wanted ? bit - 23 : nil
        }
    }

    /// The width that the stream tells becomes 256; the container stays as it is.
    @Test func aStreamThatIsWiderThanItsContainer() async throws {
        guard try Fixture.engine.get().supports(.avif(effort: 0)) else { return }
        let file = try await Fixture.file(Picture.busy(Self.size.width, Self.size.height), as: .avif(effort: 0))
        #expect(try await Fixture.pixels(of: file).size == Self.size)
        var bytes = Array(file.readableBytesView)
        let places = Self.headers(in: bytes)
        #expect(!places.isEmpty)
        for place in places {
            for bit in place + 8..<place + 16 { bytes[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        }
        let patched = ByteBuffer(bytes: bytes)
        let verdict = #expect(throws: RenderError.self) { try ImageInspector.inspect(patched) }
        #expect(verdict?.code == .invalidImage)
        #expect(verdict?.message.contains("its header says 130x136 pixels and its data 256x136") == true)
        let engine = try Fixture.engine.get()
        // The decoder's complaint would be another.
        let probed = await #expect(throws: RenderError.self) { try await engine.probe(ImageSource(patched)) }
        #expect(probed?.message == verdict?.message)
        let rendered = await #expect(throws: RenderError.self) {
            try await engine.render([Rendition("r", as: .png())], from: ImageSource(patched))
        }
        #expect(rendered?.message == verdict?.message)
        let strict = try Fixture.engine { $0.limits.pixels = Self.size.area }
        #expect(await Fixture.refusal { try await strict.probe(ImageSource(file)) } == nil)
        #expect(await Fixture.refusal { try await strict.probe(ImageSource(patched)) } == .tooManyPixels)
    }

    /// Every side, because what is padded, and where, depends on it.
    @Test(arguments: [Encoding.avif(effort: 0), .heic(effort: 0)]) func ownFilesPass(_ encoding: Encoding) async throws
    {
        guard try Fixture.engine.get().supports(encoding) else { return }
        for (width, height) in [(1, 1), (3, 70), (63, 65), (130, 1)] {
            let file = try await Fixture.file(Picture.plain(width, height, .white), as: encoding)
            let image = try ImageInspector.inspect(file)
            #expect(image.info.size == PixelSize(width: width, height: height))
        }
    }
}
