/// One segment as it stands in a folder: an object, or a folder of more segments.
struct FolderEntry: Hashable, Comparable {
    var segment: [UInt8]
    var isFolder: Bool
    /// The names that lead here from the folder: one, unless the segment is long.
    var names: [String]

    /// What every key in this entry starts with, after what the folder stands for. A folder sorts by its segment with
    /// the `/`, so that `a-b` comes before the keys in `a/`, and `a0` after them.
    var sortKey: [UInt8] { isFolder ? segment + [UInt8(ascii: "/")] : segment }

    static func < (left: Self, right: Self) -> Bool {
        left.sortKey.lexicographicallyPrecedes(right.sortKey)
    }
}
