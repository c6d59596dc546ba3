/// The entries of one directory, as far as they can be read.
struct TIFFDirectory: Hashable, Sendable {
    /// Entries that are read of one directory; those of real files have fewer than a hundred.
    static let maximumEntries = 1024

    var entries: [TIFFEntry] = []
    /// Offset of the next directory, 0 at the end of the chain; nil where the file ends before it.
    var next: Int?
    /// Whether entries were left out.
    var isDamaged = false
    /// Whether there were more entries than are read.
    var isCut = false

    /// The entry of a tag.
    subscript(tag: Int) -> TIFFEntry? { entries.first { $0.tag == tag } }
}
