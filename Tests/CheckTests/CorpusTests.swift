import CorpusFiles
import Testing

@Suite struct CorpusTests {
    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) func isThereAsAWhole() throws {
        #expect(Corpus.good.count >= 71)
        #expect(Corpus.hostile.count >= 150)
        #expect(try Corpus.keys().count > 20)
        #expect(Manifest.words(of: Corpus.root + "/hostile")?.count == Corpus.hostile.count)
        #expect(Manifest.words(of: Corpus.root + "/good/")?.count == Corpus.good.count)
        #expect(Manifest.words(of: "/nowhere/at/all") == nil)
    }
}
