import NIOCore
import Renditions
import RenditionsVips
import Testing

@Suite struct AnimationTests {
    /// A GIF of plain frames, written here: 8 by 6 pixels, black and white palette of four, one colour index a frame.
    ///
    /// - Parameters:
    ///   - delays: milliseconds of each frame, whole hundredths of a second.
    ///   - loops: how often it is repeated after the first time; 0 for ever.
    static func gif(delays: [Int], loops: Int) -> ByteBuffer {
        func word(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
        var bytes = Array("GIF89a".utf8) + word(8) + word(6) + [0x81, 0, 0]
        bytes += [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
        bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1] + word(loops) + [0]
        for (index, delay) in delays.enumerated() {
            bytes += [0x21, 0xF9, 4, 0] + word(delay / 10) + [0, 0]
            bytes += [0x2C] + word(0) + word(0) + word(8) + word(6) + [0]
            // Codes of three bits: a clear before every pixel keeps the width from growing.
            var bits: [Int] = []
            for _ in 0..<48 { bits += [4, index % 4] }
            bits.append(5)
            var data: [UInt8] = []
            for (place, code) in bits.enumerated() {
                for bit in 0..<3 {
                    let position = place * 3 + bit
                    if position / 8 == data.count { data.append(0) }
                    if code >> bit & 1 == 1 { data[position / 8] |= 1 << UInt8(position % 8) }
                }
            }
            bytes += [2, UInt8(data.count)] + data + [0]
        }
        return ByteBuffer(bytes: bytes + [0x3B])
    }

    private static let delays = [120, 50, 300, 80]
    private static let colors = [Picture.red, Picture.green, Picture.blue, Color.white]

    @Test func theGeneratedFileIsAnAnimation() throws {
        let info = try ImageInspector.inspect(Self.gif(delays: Self.delays, loops: 3)).info
        // The file says how often it is repeated after the first time.
        #expect(info.pages == 4 && info.delays == Self.delays && info.loopCount == 4)
        #expect(info.size == PixelSize(width: 8, height: 6))
    }

    @Test(arguments: [Encoding.gif(), .webp(lossless: true)], [0, 3]) func framesDelaysAndLoopsStay(
        _ encoding: Encoding, _ loops: Int
    ) async throws {
        let gif = Self.gif(delays: Self.delays, loops: loops)
        let webp = try await Fixture.render(gif, as: .webp(lossless: true)).bytes
        for source in [gif, webp] {
            let image = try await Fixture.render(source, [.resize(width: 4)], as: encoding)
            #expect(image.frames == 4)
            #expect(image.size == PixelSize(width: 4, height: 3))
            let info = try ImageInspector.inspect(image.bytes).info
            #expect(info.format == encoding.format)
            #expect(info.pages == 4)
            #expect(info.size == PixelSize(width: 4, height: 3))
            #expect(info.delays == Self.delays)
            #expect(info.loopCount == (loops == 0 ? 0 : loops + 1))
        }
    }

    @Test func everyFrameIsTreatedAlone() async throws {
        // What reaches over the edge of a frame would bring in its neighbours' colours.
        let gif = Self.gif(delays: Self.delays, loops: 0)
        let operations: [any ImageOperation] = [
            .blur(sigma: 3), .resize(width: 20, enlarge: true), .flip, .rotate(90), .pad(2, fill: .mirror),
            .crop(x: 2, y: 1, width: 5, height: 4), .negate,
        ]
        for operation in operations {
            let image = try await Fixture.render(gif, Pipeline([operation]), as: .webp(lossless: true))
            #expect(image.frames == 4, "\(operation)")
            let size = operation.outputSize(for: PixelSize(width: 8, height: 6))
            #expect(image.size == size, "\(operation)")
            let info = try ImageInspector.inspect(image.bytes).info
            #expect(info.pages == 4 && info.size == size, "\(operation)")
            let first = try await Fixture.pixels(of: image.bytes)
            let expected = operation is Negate ? Color(red: 0, green: 255, blue: 255) : Picture.red
            #expect(first.colors.allSatisfy { $0.distance(to: expected) <= 1 }, "\(operation)")
        }
    }

    @Test(arguments: [Encoding.gif(), .webp(), .jpeg(), .png(), .avif(effort: 0), .tiff()])
    func theFirstFrameWhenAskedOrWhereNothingMoves(_ encoding: Encoding) async throws {
        let gif = Self.gif(delays: Self.delays, loops: 0)
        for policy in [AnimationPolicy.firstFrame, .keep] where policy == .firstFrame || !encoding.isAnimatable {
            let image = try await Fixture.render(gif, as: encoding, animation: policy)
            #expect(image.frames == 1)
            let info = try ImageInspector.inspect(image.bytes).info
            #expect(info.pages == 1 && info.size == PixelSize(width: 8, height: 6))
            #expect(try await Fixture.pixels(of: image.bytes)[4, 3].distance(to: Picture.red) <= 6)
        }
    }

    @Test func overlaysLieOnEveryFrame() async throws {
        let image = try await Fixture.render(
            Self.gif(delays: Self.delays, loops: 0), [.watermark("dot", gravity: .northwest, opacity: 1)],
            overlays: ["dot": try await Fixture.file(Picture.plain(2, 2, .black))], as: .gif())
        #expect(image.frames == 4)
        let result = try await Fixture.pixels(of: image.bytes)
        #expect(result[0, 0] == .black && result[4, 4] == Picture.red)
    }

    @Test func trimCutsEveryFrameAlike() async throws {
        // The first frame has nothing to cut, so nothing is cut from the others.
        let image = try await Fixture.render(Self.gif(delays: Self.delays, loops: 0), [.trim()], as: .gif())
        #expect(image.size == PixelSize(width: 8, height: 6) && image.frames == 4)
    }
}
