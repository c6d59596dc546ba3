/// One file of a corpus, as its manifest has it.
package struct CorpusEntry: Hashable, Sendable, CustomStringConvertible {
    /// Below the corpus' folder.
    package var file: String
    /// What the file is an example of; empty where the manifest does not say.
    package var kind: String
    /// What must become of it; see ``ExpectedOutcome``.
    package var expected: String

    package var description: String { file }
}
