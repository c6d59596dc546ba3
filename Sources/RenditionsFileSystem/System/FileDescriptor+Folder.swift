#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What is done inside an open folder. Names are single names, never paths; no call follows a symbolic link.
extension FileDescriptor {
    /// Opens a folder by its path, which may lead through symbolic links: where a store stands is its owner's choice.
    static func openFolder(atPath path: String) throws -> FileDescriptor {
        FileDescriptor(number: try systemCall("open") { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// The folder of this name, or nil where there is nothing.
    func openFolder(_ name: String) throws -> FileDescriptor? {
        try nilWhereMissing {
            FileDescriptor(
                number: try systemCall("openat") {
                    openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                })
        }
    }

    /// The file of this name for reading, or nil where there is nothing.
    ///
    /// Not blocking, because opening a FIFO would wait for its writer.
    func openFile(_ name: String) throws -> FileDescriptor? {
        try nilWhereMissing {
            FileDescriptor(
                number: try systemCall("openat") {
                    openat(number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
                })
        }
    }

    /// Makes a file for writing that was not there before.
    func makeFile(_ name: String) throws -> FileDescriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        return FileDescriptor(number: try systemCall("openat") { openat(number, name, flags, 0o640) })
    }

    /// The file of this name for locking, made where it is missing.
    func openLock(_ name: String) throws -> FileDescriptor {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        return FileDescriptor(number: try systemCall("openat") { openat(number, name, flags, 0o640) })
    }

    /// Makes a folder; false where something of this name stands already.
    func makeFolder(_ name: String) throws -> Bool {
        do {
            _ = try systemCall("mkdirat") { mkdirat(number, name, 0o750) }
            return true
        } catch let failure as SystemCallError where failure.number == EEXIST {
            return false
        }
    }

    /// Moves a file here under a new name, over what was there.
    func rename(_ name: String, to newName: String, in folder: FileDescriptor) throws {
        _ = try systemCall("renameat") { renameat(number, name, folder.number, newName) }
    }

    /// Gives a file a second name; false where something of this name stands already.
    func link(_ name: String, as newName: String, in folder: FileDescriptor) throws -> Bool {
        do {
            _ = try systemCall("linkat") { linkat(number, name, folder.number, newName, 0) }
            return true
        } catch let failure as SystemCallError where failure.number == EEXIST {
            return false
        }
    }

    /// Removes a file; false where there was nothing.
    @discardableResult
    func removeFile(_ name: String) throws -> Bool {
        try nilWhereMissing { try systemCall("unlinkat") { unlinkat(number, name, 0) } } != nil
    }

    /// Removes a folder; false where there was none, or where it is not empty.
    func removeFolder(_ name: String) throws -> Bool {
        do {
            _ = try systemCall("unlinkat") { unlinkat(number, name, AT_REMOVEDIR) }
            return true
        } catch let failure as SystemCallError where [ENOENT, ENOTEMPTY, EEXIST].contains(failure.number) {
            return false
        }
    }

    /// Calls `body` with the name of each entry, in no order, without `.` and `..`. A folder that was removed since it
    /// was opened has none.
    func forEachName(_ body: (String) throws -> Void) throws {
        // A descriptor of its own, because the place in the listing belongs to the open folder.
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        guard let copy = try nilWhereMissing({ try systemCall("openat") { openat(number, ".", flags) } }) else {
            return
        }
        guard let stream = fdopendir(copy) else {
            let failure = SystemCallError(call: "fdopendir", number: errno)
            close(copy)
            throw failure
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemCallError(call: "readdir", number: errno) }
                return
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { try body(name) }
        }
    }

    private func nilWhereMissing<Result>(_ call: () throws -> Result) throws -> Result? {
        do {
            return try call()
        } catch let failure as SystemCallError where failure.number == ENOENT {
            return nil
        }
    }
}
