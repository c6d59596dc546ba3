extension FileDescriptor {
    /// Calls `body` with the segments in this folder, in no order. Segments that continue in a folder of their own are
    /// given here, as if there were no limit to a name. Names that no key has are passed over.
    ///
    /// - Parameters:
    ///   - start: the part of the segment that led here.
    ///   - names: the names that led here.
    func forEachEntry(
        after start: [UInt8] = [], names: [String] = [], _ body: (FolderEntry) throws -> Void
    ) throws {
        try forEachName { name in
            guard let decoded = KeyCodec.decode(name) else { return }
            let segment = start + decoded.bytes
            if decoded.kind == .continuation {
                try openFolder(name)?.forEachEntry(after: segment, names: names + [name], body)
                return
            }
            let entry = FolderEntry(segment: segment, isFolder: decoded.kind == .folder, names: names + [name])
            // Two ways to write a segment would be two objects under one key.
            guard KeyCodec.names(of: segment, isFolder: entry.isFolder) == entry.names else { return }
            try body(entry)
        }
    }
}
