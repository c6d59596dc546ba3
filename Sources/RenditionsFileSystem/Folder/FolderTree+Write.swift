internal import Renditions

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension FolderTree {
    /// A new temporary file, locked for as long as it is open: the lock tells ``sweep(olderThan:)`` that it lives.
    func makeUpload() throws -> Upload {
        while true {
            let random = String(UInt64.random(in: .min ... .max), radix: 36)
            let name = "\(getpid())-\(random)"
            let upload = Upload(file: try temporary.makeFile(name), name: name)
            do {
                // A sweep may have come between the two calls; then it has the lock, or the file is gone.
                if try upload.file.tryLock(), try upload.file.status().links > 0 { return upload }
            } catch {
                discard(upload)
                throw error
            }
        }
    }

    /// Removes what a write that came to nothing has left.
    func discard(_ upload: Upload) {
        // Where this fails, a sweep does it later; the error that brought us here is the one to report.
        _ = try? temporary.removeFile(upload.name)
    }

    /// Refuses a write early where the outcome is certain, before its body is read.
    func check(_ mode: PutOptions.Mode, at key: ObjectKey) throws {
        switch mode {
        case .overwrite: return
        case .replace: try mode.check(against: open(key)?.metadata.entityTag)
        case .create:
            let path = KeyCodec.path(for: key)
            if try root.openFolder(path.folders)?.openFile(path.file) != nil { throw Self.taken }
        }
    }

    /// Makes a finished upload the object under a key, by one rename or one link: from then on it is there whole, with
    /// its metadata, and before that not at all.
    ///
    /// The order is what makes an acknowledged object survive: the bytes are on the medium before the name, the names
    /// of the folders before the name in them, and this returns after the name is.
    func commit(_ upload: Upload, at key: ObjectKey, mode: PutOptions.Mode) throws {
        if isDurable { try upload.file.synchronize() }
        let path = KeyCodec.path(for: key)
        try withFoldersKept { epoch in
            let folder = try makeFolders(path.folders, epoch: epoch)
            try withLock(on: key) {
                switch mode {
                case .create:
                    guard try temporary.link(upload.name, as: path.file, in: folder) else { throw Self.taken }
                    try temporary.removeFile(upload.name)
                case .replace:
                    try mode.check(against: open(key, named: path.file, in: folder)?.metadata.entityTag)
                    try temporary.rename(upload.name, to: path.file, in: folder)
                case .overwrite:
                    try temporary.rename(upload.name, to: path.file, in: folder)
                }
                // Under the lock, so that whoever decides next decides about what is on the medium.
                if isDurable { try folder.synchronize() }
            }
        }
    }

    func remove(_ key: ObjectKey) throws {
        let path = KeyCodec.path(for: key)
        var folder = root
        for name in path.folders {
            guard let next = try folder.openFolder(name) else {
                // What a process that was killed has removed may not have reached the medium yet.
                if isDurable { try folder.synchronize() }
                return
            }
            folder = next
        }
        try withLock(on: key) {
            try folder.removeFile(path.file)
            // Also where there was nothing, for the same reason.
            if isDurable { try folder.synchronize() }
        }
    }

    /// Opens the folders on the way to an object, and makes those that are missing.
    private func makeFolders(_ names: [String], epoch: UInt64) throws -> FileDescriptor {
        var folder = root
        var path = ""
        for name in names {
            path += name + "/"
            var next = known.contains(path, epoch: epoch) ? try folder.openFolder(name) : nil
            if next == nil {
                // A folder that is there already may be another process's that has not got as far as this.
                _ = try folder.makeFolder(name)
                if isDurable { try folder.synchronize() }
                known.insert(path, epoch: epoch)
                next = try folder.openFolder(name)
            }
            guard let next else { throw SystemCallError(call: "openat", number: ENOENT) }
            folder = next
        }
        return folder
    }

    private static var taken: StoreError {
        StoreError(.preconditionFailed, "There is an object under this key already.")
    }
}
