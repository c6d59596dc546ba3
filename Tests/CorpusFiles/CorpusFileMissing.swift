/// A file of the corpus that can't be read.
package struct CorpusFileMissing: Error, CustomStringConvertible {
    package var file: String

    package var description: String { "\(file) can't be read: \(Corpus.advice)" }
}
