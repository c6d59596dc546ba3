/// The first entries, in order, of a folder that may have any number.
struct FirstEntries {
    let limit: Int
    private var entries: [FolderEntry] = []

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ entry: FolderEntry) {
        entries.append(entry)
        // Cut only now and then, so that the cost of sorting is spread.
        if entries.count >= max(4 * limit, 64) { entries = sorted }
    }

    /// Each entry once, although a folder that changes while it is read may give a name twice.
    var sorted: [FolderEntry] {
        var result: [FolderEntry] = []
        for entry in entries.sorted() where entry != result.last {
            if result.count == limit { break }
            result.append(entry)
        }
        return result
    }
}
