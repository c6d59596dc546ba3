import NIOCore
import Renditions
import RenditionsVips
import Testing

/// Sizes that only the pixels tell are held to the limits when they are known.
@Suite struct RunTimeSizeTests {
    /// A mark of 40 by 400 pixels in the middle of 400 by 400, so that what a plan sees as a square is tall.
    private static let tall = Picture.make(400, 400) { x, _ in (180..<220).contains(x) ? Picture.red : .white }

    private static func code(
        _ operations: Pipeline, as encoding: Encoding = .png(compression: 1),
        _ change: (inout ImageLimits) -> Void = { _ in }
    ) async throws -> RenderError.Code? {
        let file = try await Fixture.file(tall)
        let engine = try Fixture.engine { change(&$0.limits) }
        return await Fixture.refusal {
            try await engine.render([Rendition("r", operations, as: encoding)], from: ImageSource(file))
        }
    }

    @Test func sideOfTheFormat() async throws {
        func code(_ width: Int) async throws -> RenderError.Code? {
            let operations: Pipeline = [.trim(), .resize(width: width, enlarge: true)]
            return try await Self.code(operations, as: .webp(effort: 0)) { $0.outputSide = 20_000 }
        }
        // Planned as squares; the mark becomes ten times as tall as it is wide, and a WebP has 16,383 pixels on a side.
        #expect(try await code(1638) == nil)
        #expect(try await code(1639) == .outputTooLarge)
    }

    @Test func sideOfTheLimits() async throws {
        #expect(try await Self.code([.trim(), .resize(width: 100, enlarge: true)]) { $0.outputSide = 1000 } == nil)
        #expect(
            try await Self.code([.trim(), .resize(width: 100, enlarge: true)]) { $0.outputSide = 999 }
                == .outputTooLarge)
        // What is cut off again is not written.
        let cut: Pipeline = [.trim(), .resize(width: 100, enlarge: true), .crop(width: 50, height: 50)]
        #expect(try await Self.code(cut) { $0.outputSide = 999 } == nil)
    }

    @Test func pixels() async throws {
        let operations: Pipeline = [.trim(), .resize(width: 400, enlarge: true)]
        #expect(try await Self.code(operations) { $0.pixels = 400 * 4000 } == nil)
        #expect(try await Self.code(operations) { $0.pixels = 400 * 4000 - 1 } == .outputTooLarge)
    }

    @Test func branchesDecideForThemselves() async throws {
        let file = try await Fixture.file(Picture.busy(120, 80))
        let renditions = [
            Rendition("a", [.resize(width: 40, height: 40, position: .attention)], as: .png()),
            Rendition("b", [.resize(width: 60, height: 20, position: .attention)], as: .png(), profile: .displayP3),
        ]
        let images = try await Fixture.engine.get().render(renditions, from: ImageSource(file))
        #expect(images.map(\.size) == [PixelSize(width: 40, height: 40), PixelSize(width: 60, height: 20)])
    }
}
