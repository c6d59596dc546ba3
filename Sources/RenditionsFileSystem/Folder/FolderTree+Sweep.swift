internal import Renditions

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension FolderTree {
    /// Removes the temporary files of processes that ended in the middle of a write, and folders without objects. What the
    /// store did not write, or may not read, is counted and left alone: the rest is swept all the same.
    ///
    /// - Parameter age: seconds since the last change.
    func sweep(olderThan age: Int) throws -> SweepReport {
        var report = SweepReport()
        let oldest = Int(time(nil)) - age
        try temporary.forEachName { name in
            guard let file = try report.opened({ try temporary.openFile(name) }) else { return }
            let status = try file.status()
            // A live write holds the lock on its file, however long it takes.
            guard status.kind == .file, status.modified <= oldest, try file.tryLock() else {
                report.keptFiles += 1
                return
            }
            if try temporary.removeFile(name) { report.removedFiles += 1 }
        }
        _ = try removeEmptyFolders(in: root, oldest: oldest, report: &report)
        return report
    }

    /// Whether nothing is left in the folder.
    private func removeEmptyFolders(
        in folder: FileDescriptor, oldest: Int, report: inout SweepReport
    ) throws -> Bool {
        var subfolders: [String] = []
        var remaining = 0
        try folder.forEachName { name in
            remaining += 1
            if let decoded = KeyCodec.decode(name), decoded.kind != .file { subfolders.append(name) }
        }
        for name in subfolders {
            guard let subfolder = try report.opened({ try folder.openFolder(name) }) else { continue }
            // Asked before anything is removed from it, which counts as a change.
            let isOld = try subfolder.status().modified <= oldest
            let isEmpty = try removeEmptyFolders(in: subfolder, oldest: oldest, report: &report)
            guard isOld, isEmpty else { continue }
            // The system refuses to remove a folder that has been written to since.
            if try withFoldersRemoved({ try folder.removeFolder(name) }) {
                report.removedFolders += 1
                remaining -= 1
            }
        }
        return remaining == 0
    }
}

extension SweepReport {
    /// What `open` opens; nil where it is gone, and where something else stands there or the process may not open it.
    fileprivate mutating func opened(_ open: () throws -> FileDescriptor?) throws -> FileDescriptor? {
        do {
            return try open()
        } catch let failure as SystemCallError
            where [ELOOP, ENOTDIR, ENXIO, EACCES, EPERM].contains(failure.number)
        {
            unreadableEntries += 1
            return nil
        }
    }
}
