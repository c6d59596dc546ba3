#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Paths of files, and how they lie to each other.
package enum FilePaths {
    /// The absolute path without links and dots; nil where nothing is there.
    package static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Like ``resolved(_:)``, for a path of which the last parts need not be there yet. Dots among those are resolved as if
    /// everything before them were made.
    package static func resolvedAhead(_ path: String) -> String {
        var existing = path.hasPrefix("/") ? path : "./" + path
        var missing: [Substring] = []
        while true {
            if let resolved = resolved(existing) {
                let whole = resolved.split(separator: "/") + missing
                guard missing.contains(where: { $0 == ".." }) else { return "/" + whole.joined(separator: "/") }
                // What is left after the dots may be there, and be a link.
                return resolvedAhead("/" + withoutDots(whole).joined(separator: "/"))
            }
            guard let slash = existing.lastIndex(of: "/") else { return path }
            let last = existing[existing.index(after: slash)...]
            if !last.isEmpty, last != "." { missing.insert(last, at: 0) }
            existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
        }
    }

    private static func withoutDots(_ parts: [Substring]) -> [Substring] {
        parts.reduce(into: []) { result, part in
            if part == ".." { _ = result.popLast() } else { result.append(part) }
        }
    }

    /// What stands at a path.
    package enum Kind {
        case nothing
        case file
        case folder
        /// A device, a pipe, a socket.
        case other
    }

    /// Links are followed.
    package static func kind(of path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .nothing }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Whether files can be made in a folder.
    package static func isWritable(_ folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

    /// The folder in which an absolute path's last part lies.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether one resolved path is the other or lies below it.
    package static func lies(_ path: String, in folder: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
    }
}
