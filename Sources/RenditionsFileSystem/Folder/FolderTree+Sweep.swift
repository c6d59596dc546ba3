internal import Renditions

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension FolderTree {
    /// Removes the temporary files of processes that ended in the middle of a write, and folders without objects.
    ///
    /// What stands in its way is passed over and reported. A failure that is not of one entry ends it: the system being
    /// short of files, say, would meet every other entry too.
    ///
    /// - Parameter age: seconds since the last change.
    func sweep(olderThan age: Int) throws -> SweepReport {
        var report = SweepReport()
        let oldest = Int(time(nil)) - age
        try temporary.forEachName { name in
            try report.passingOver("\(Self.privateName)/temporary/\(name)") { report in
                guard let file = try temporary.openFile(name) else { return }
                let status = try file.status()
                // A live write holds the lock on its file, however long it takes.
                guard status.kind == .file, status.modified <= oldest, try file.tryLock() else {
                    report.keptFiles += 1
                    return
                }
                if try temporary.removeFile(name) { report.removedFiles += 1 }
            }
        }
        _ = try removeEmptyFolders(in: root, at: "", oldest: oldest, report: &report)
        return report
    }

    /// Whether nothing is left in the folder.
    ///
    /// - Parameter path: of the folder, from the root; ends in `/` unless it is empty.
    private func removeEmptyFolders(
        in folder: FileDescriptor, at path: String, oldest: Int, report: inout SweepReport
    ) throws -> Bool {
        var subfolders: [String] = []
        var remaining = 0
        try folder.forEachName { name in
            remaining += 1
            if let decoded = KeyCodec.decode(name), decoded.kind != .file { subfolders.append(name) }
        }
        for name in subfolders {
            try report.passingOver(path + name) { report in
                guard let subfolder = try folder.openFolder(name) else { return }
                // Asked before anything is removed from it, which counts as a change.
                let isOld = try subfolder.status().modified <= oldest
                let isEmpty = try removeEmptyFolders(
                    in: subfolder, at: path + name + "/", oldest: oldest, report: &report)
                guard isOld, isEmpty else { return }
                // The system refuses to remove a folder that has been written to since.
                if try withFoldersRemoved({ try folder.removeFolder(name) }) {
                    report.removedFolders += 1
                    remaining -= 1
                }
            }
        }
        return remaining == 0
    }
}

extension SweepReport {
    /// Runs `body`, and takes a failure that is of this entry alone for an obstacle.
    fileprivate mutating func passingOver(_ path: String, _ body: (inout SweepReport) throws -> Void) throws {
        do {
            try body(&self)
        } catch let failure as SystemCallError where failure.isOfOneEntry {
            obstacles.append(SweepObstacle(path: path, code: StoreError(failure).code))
        }
    }
}

extension SystemCallError {
    /// Whether the same call may well succeed on another entry of the folder: this one is of another kind, is closed to the
    /// process, is in use, or can't be read.
    fileprivate var isOfOneEntry: Bool {
        [EACCES, EPERM, ELOOP, ENOTDIR, EISDIR, ENXIO, ENAMETOOLONG, EBUSY, EIO].contains(number)
    }
}
