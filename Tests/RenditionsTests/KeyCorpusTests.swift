import CorpusFiles
import Renditions
import Testing

/// The keys that the shared corpus lists, with what has to become of each.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct KeyCorpusTests {
    @Test func everyKeyIsKeptExactlyOrRefused() async throws {
        let keys = try Corpus.keys()
        #expect(keys.count > 20)
        let trial = try await KeyTrial(keys, in: MemoryObjectStore())
        #expect(trial.violations == [])
        #expect(trial.kept.count >= keys.count { !$0.mayBeRefused })
    }
}
