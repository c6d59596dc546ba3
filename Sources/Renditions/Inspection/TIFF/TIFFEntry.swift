/// One tagged list of values in a directory. Its bytes are known to lie within the file.
struct TIFFEntry: Hashable, Sendable {
    let tag: Int
    /// The values' type, 1 to 13 (TIFF 6.0 section 2; 13, a directory's offset, is TIFF Technical Note 1).
    let type: Int
    /// Number of values.
    let count: Int
    /// Where the values stand, counted from the structure's start.
    let position: Int
    /// Bytes of all values.
    let length: Int

    /// Bytes of one value of a type; nil for types that do not exist.
    static func bytes(ofType type: Int) -> Int? {
        switch type {
        case 1, 2, 6, 7: 1
        case 3, 8: 2
        case 4, 9, 11, 13: 4
        case 5, 10, 12: 8
        default: nil
        }
    }
}
