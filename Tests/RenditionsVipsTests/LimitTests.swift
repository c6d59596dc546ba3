import NIOCore
import Renditions
import RenditionsVips
import Testing

/// Every limit is exact: what is at it is accepted, one less is refused.
@Suite struct LimitTests {
    static let formats: [Encoding] = [
        .jpeg(), .jpeg(progressive: true), .png(), .png(palette: true), .webp(), .webp(lossless: true),
        .avif(effort: 0), .heic(effort: 0), .tiff(), .gif(),
    ]

    /// What an engine with these limits says to a file: nil when it makes a rendition of it.
    private static func verdict(
        _ file: ByteBuffer, _ operations: Pipeline = [.resize(width: 5)], as encoding: Encoding = .png(),
        _ change: (inout ImageLimits) -> Void
    ) async throws -> RenderError.Code? {
        let engine = try Fixture.engine { change(&$0.limits) }
        let probed = await Fixture.refusal { try await engine.probe(ImageSource(file)) }
        let rendered = await Fixture.refusal {
            try await engine.render([Rendition("r", operations, as: encoding)], from: ImageSource(file))
        }
        if let probed { #expect(probed == rendered) }
        return rendered
    }

    @Test(arguments: formats) func pixels(_ encoding: Encoding) async throws {
        guard try Fixture.engine.get().supports(encoding) else { return }
        // HEVC has blocks of 64 pixels, and it is what the decoder must hold that counts.
        let file = try await Fixture.file(Picture.busy(64, 128), as: encoding)
        #expect(try await Self.verdict(file) { $0.pixels = 8192 } == nil)
        #expect(try await Self.verdict(file) { $0.pixels = 8191 } == .tooManyPixels)
        #expect(try await Self.verdict(file) { $0.totalPixels = 8192 } == nil)
        #expect(try await Self.verdict(file) { $0.totalPixels = 8191 } == .tooManyPixels)
    }

    @Test(arguments: formats) func bytes(_ encoding: Encoding) async throws {
        guard try Fixture.engine.get().supports(encoding) else { return }
        let file = try await Fixture.file(Picture.busy(20, 16), as: encoding)
        let count = file.readableBytes
        #expect(try await Self.verdict(file) { $0.inputBytes = count } == nil)
        #expect(try await Self.verdict(file) { $0.inputBytes = count - 1 } == .tooManyBytes)
    }

    @Test(arguments: [true, false]) func pages(_ isGIF: Bool) async throws {
        let gif = AnimationTests.gif(delays: [100, 100, 100, 100], loops: 0)
        let file = isGIF ? gif : try await Fixture.render(gif, as: .webp(lossless: true)).bytes
        for output: Encoding in [.gif(), .webp(), .png()] {
            #expect(try await Self.verdict(file, as: output) { $0.pages = 4 } == nil)
            #expect(try await Self.verdict(file, as: output) { $0.pages = 3 } == .tooManyPages)
            #expect(try await Self.verdict(file, as: output) { $0.totalPixels = 4 * 48 } == nil)
            #expect(try await Self.verdict(file, as: output) { $0.totalPixels = 4 * 48 - 1 } == .tooManyPixels)
            #expect(try await Self.verdict(file, as: output) { $0.pixels = 48 } == nil)
            #expect(try await Self.verdict(file, as: output) { $0.pixels = 47 } == .tooManyPixels)
        }
    }

    @Test func scans() async throws {
        let file = try await Fixture.file(Picture.busy(64, 48), as: .jpeg(progressive: true))
        let count = try ImageInspector.inspect(file).scans
        #expect(try await Self.verdict(file) { $0.scans = count } == nil)
        #expect(try await Self.verdict(file) { $0.scans = count - 1 } == .tooManyScans)
    }

    @Test func outputSide() async throws {
        let file = try await Fixture.file(Picture.busy(20, 16))
        let operations: [Pipeline] = [
            [.resize(width: 50, enlarge: true)], [.pad(toWidth: 50, height: 16)],
            [.rotate(90), .pad(toWidth: 1, height: 50)],
            [.resize(width: 50, height: 50, fit: .contain)],
        ]
        for pipeline in operations {
            #expect(try await Self.verdict(file, pipeline) { $0.outputSide = 50 } == nil)
            #expect(try await Self.verdict(file, pipeline) { $0.outputSide = 49 } == .outputTooLarge)
        }
        let wide = try await Fixture.file(Picture.plain(20, 1, .white))
        // The longest side of a WebP is 16,383.
        #expect(try await Self.verdict(wide, [.pad(toWidth: 16_383, height: 1)], as: .webp()) { _ in } == nil)
        #expect(
            try await Self.verdict(wide, [.pad(toWidth: 16_384, height: 1)], as: .webp()) { _ in } == .outputTooLarge)
        #expect(try await Self.verdict(wide, [.pad(toWidth: 16_384, height: 1)]) { _ in } == nil)
        #expect(try await Self.verdict(wide, [.pad(toWidth: 16_385, height: 1)]) { _ in } == .outputTooLarge)
        let engine = try Fixture.engine { $0.limits.outputSide = 19 }
        #expect(await Fixture.refusal { try await engine.encode(Picture.busy(20, 16), as: .png()) } == .outputTooLarge)
    }

    @Test func pixelsOfAResult() async throws {
        let file = try await Fixture.file(Picture.busy(20, 16))
        let enlarged: Pipeline = [.resize(width: 50, height: 40, fit: .fill, enlarge: true)]
        #expect(try await Self.verdict(file, enlarged) { $0.pixels = 2000 } == nil)
        #expect(try await Self.verdict(file, enlarged) { $0.pixels = 1999 } == .outputTooLarge)
    }

    @Test(arguments: formats) func seconds(_ encoding: Encoding) async throws {
        guard try Fixture.engine.get().supports(encoding) else { return }
        let file = try await Fixture.file(Picture.busy(20, 16), as: encoding)
        #expect(try await Self.verdict(file) { $0.seconds = 0 } == .timedOut)
        #expect(RenderError.Code.timedOut.isRetryable)
    }

    @Test(arguments: [Double.infinity, 1e30, .greatestFiniteMagnitude]) func secondsWithoutEnd(
        _ seconds: Double
    ) async throws {
        let file = try await Fixture.file(Picture.busy(20, 16))
        #expect(try await Self.verdict(file) { $0.seconds = seconds } == nil)
        #expect(try await Self.verdict(file) { $0.seconds = -seconds } == .timedOut)
        #expect(try await Self.verdict(file) { $0.seconds = .nan } == .timedOut)
    }

    @Test func memoryThatIsNeverThere() async throws {
        let file = try await Fixture.file(Picture.busy(100, 80))
        let info = try await Fixture.engine.get().probe(ImageSource(file))
        let rendition = Rendition("r", [.blur()], as: .png())
        let needed = try RenderPlan([rendition], for: info, on: try Fixture.engine.get()).predictedBytes
        #expect(needed >= 100 * 80 * 3)
        #expect(try await Self.verdict(file, [.blur()]) { $0.memoryBytes = needed } == nil)
        #expect(try await Self.verdict(file, [.blur()]) { $0.memoryBytes = needed - 1 } == .tooMuchMemory)
        #expect(!RenderError.Code.tooMuchMemory.isRetryable)
    }

    @Test func workWaitsForMemoryAndAllOfItIsDone() async throws {
        let file = try await Fixture.file(Picture.busy(100, 80))
        let rendition = Rendition("r", [.blur()], as: .webp())
        let info = try await Fixture.engine.get().probe(ImageSource(file))
        let needed = try RenderPlan([rendition], for: info, on: try Fixture.engine.get()).predictedBytes
        let engine = try Fixture.engine {
            $0.limits.memoryBytes = needed + needed / 2
            $0.threads = 4
        }
        let files = try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let images = try await engine.render([rendition], from: ImageSource(file))
                    return try #require(images.first).bytes
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(files.count == 16 && Set(files).count == 1)
    }
}
