import CorpusFiles
import NIOCore
import Renditions
import RenditionsVips
import Testing

/// Every file of the corpus, four at a time in one process.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"), .serialized) struct WholeCorpusTests {
    /// What became of one file.
    private struct Outcome: Sendable {
        var entry: CorpusEntry
        var images: [RenderedImage] = []
        var error: (any Error)?

        var code: RenderError.Code? { (error as? RenderError)?.code }
    }

    private static let engine: Result<VipsEngine, any Error> = Result { try Fixture.engine { $0.threads = 4 } }

    private static func process(
        _ entries: [CorpusEntry], _ renditions: [Rendition], on engine: VipsEngine
    ) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var outcomes: [Outcome] = []
            var rest = entries[...]
            func start() throws {
                guard let entry = rest.popFirst() else { return }
                let source = ImageSource(try Corpus.bytes(entry.file))
                group.addTask {
                    do {
                        return Outcome(entry: entry, images: try await engine.render(renditions, from: source))
                    } catch {
                        return Outcome(entry: entry, error: error)
                    }
                }
            }
            for _ in 0..<4 { try start() }
            while let outcome = try await group.next() {
                outcomes.append(outcome)
                try start()
            }
            return outcomes
        }
    }

    @Test func goodFilesGiveEveryRendition() async throws {
        let outcomes = try await Self.process(Corpus.good, Recipe.web.renditions, on: try Self.engine.get())
        #expect(outcomes.count == Corpus.good.count)
        for outcome in outcomes where outcome.code != .forbiddenFormat {
            #expect(
                outcome.images.count == Recipe.web.renditions.count, "\(outcome.entry.file): \(outcome.error as Any)")
            for image in outcome.images {
                let info = try ImageInspector.inspect(image.bytes).info
                #expect(info.size == image.size && info.format == image.encoding.format, "\(outcome.entry.file)")
            }
        }
        // SVG and JPEG XL are not switched on.
        let forbidden = outcomes.filter { $0.code == .forbiddenFormat }.map(\.entry.kind)
        #expect(Set(forbidden) == ["jxl", "svg"])
    }

    @Test func goodFilesGiveTheSameBytesTwice() async throws {
        let renditions = [
            Rendition("webp", [.resize(width: 200)], as: .webp()),
            Rendition("jpeg", [.resize(width: 150, height: 150, position: .attention)], as: .jpeg()),
            Rendition("avif", [.resize(width: 100), .blur(), .rotate(7)], as: .avif(effort: 0)),
            Rendition("gif", [.resize(width: 60)], as: .gif()),
        ]
        let engine = try Self.engine.get()
        let first = try await Self.process(Corpus.good, renditions, on: engine)
        // In another order, so that the threads meet other files.
        let second = try await Self.process(Corpus.good.reversed(), renditions, on: engine)
        for outcome in first {
            let other = try #require(second.first { $0.entry.file == outcome.entry.file })
            for (one, two) in zip(outcome.images, other.images) {
                #expect(one.bytes == two.bytes, "\(outcome.entry.file) \(one.name)")
            }
            #expect(outcome.images.count == other.images.count)
        }
    }

    @Test func hostileFilesEndAsTheyMust() async throws {
        let renditions = [
            Rendition("small", [.resize(width: 64)], as: .webp()),
            Rendition("same", as: .jpeg(), animation: .firstFrame),
        ]
        let engine = try VipsEngine()
        let outcomes = try await Self.process(Corpus.hostile, renditions, on: engine)
        #expect(outcomes.count == Corpus.hostile.count)
        for outcome in outcomes {
            let file = outcome.entry.file
            #expect(outcome.error == nil || outcome.error is RenderError, "\(file): \(outcome.error as Any)")
            #expect(outcome.code != .engineFailed, "\(file): \(outcome.error as Any)")
            switch try ExpectedOutcome(word: outcome.entry.expected, file: Corpus.bytes(file), limits: engine.limits) {
            case .made:
                let isOff = outcome.code == .forbiddenFormat || outcome.code == .unknownFormat
                #expect(outcome.images.count == 2 || isOff, "\(file): \(outcome.error as Any)")
            case .refused: #expect(outcome.code != nil, "\(file) was taken")
            case .either: break
            }
        }
    }
}
