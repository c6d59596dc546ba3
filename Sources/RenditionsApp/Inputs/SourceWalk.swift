internal import Renditions
internal import RenditionsFileSystem

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Finds the files among what was given on the command line.
///
/// Folders are walked to the bottom, in the order of names; what starts with a dot is passed over. A symbolic link to a
/// file counts when the file lies in the same input folder; links to folders are passed over with a note, since what they
/// lead to is either found anyway or outside. What is given by its own name is not asked about by the filter.
struct SourceWalk {
    private let filter: PathFilter
    private(set) var files: [SourceFile] = []
    private(set) var problems: [SourceProblem] = []
    /// What was passed over and people may wonder about.
    private(set) var notes: [String] = []
    private var found: [ObjectKey: SourceFile] = [:]

    /// Folders within folders. A deeper tree is not one of photographs, and a loop of mounts would not end.
    private static let maximumDepth = 64

    init(filter: PathFilter = PathFilter()) { self.filter = filter }

    mutating func add(_ input: String) {
        guard let status = status(of: input, following: true) else {
            return problem(input, .notFound, "There is no such file or folder, or it can't be reached.")
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            var trimmed = input
            while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
            walk(trimmed, root: resolved(trimmed) ?? trimmed, key: "", depth: 0)
        case S_IFREG:
            add(
                path: resolved(input) ?? input, name: input,
                key: input.split(separator: "/").last.map(String.init) ?? input)
        default:
            problem(input, .invalidRequest, "This is neither a file nor a folder.")
        }
    }

    private mutating func walk(_ folder: String, root: String, key: String, depth: Int) {
        guard depth < Self.maximumDepth else {
            return problem(folder, .invalidRequest, "Folders are nested deeper than \(Self.maximumDepth).")
        }
        if depth > 0, OutputFolder.lies(at: folder) {
            notes.append("\(folder.printable): passed over, it holds the results of an earlier run")
            return
        }
        guard let stream = opendir(folder) else {
            return problem(folder, .permissionDenied, "The folder can't be read. Is the permission missing?")
        }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { problem(folder, .unavailable, "The folder can't be read to its end.") }
                break
            }
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                problem(
                    folder + "/" + String(decoding: bytes, as: UTF8.self), .invalidKey,
                    "The file's name is not UTF-8. Rename it.")
                continue
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        closedir(stream)
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let path = folder == "/" ? "/" + name : folder + "/" + name
            visit(path, root: root, key: key.isEmpty ? name : key + "/" + name, depth: depth)
        }
    }

    private mutating func visit(_ path: String, root: String, key: String, depth: Int) {
        guard let status = status(of: path, following: false) else {
            return problem(path, .notFound, "The file has gone while the folder was read.")
        }
        let kind = status.st_mode & S_IFMT
        let target = kind == S_IFLNK ? resolved(path) : path
        let targetStatus = kind == S_IFLNK ? target.flatMap { self.status(of: $0, following: false) } : status
        let isFolder = targetStatus.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
        guard !filter.excludes(key, isFolder: isFolder), isFolder || filter.includes(key) else { return }
        switch kind {
        case S_IFDIR: walk(path, root: root, key: key, depth: depth + 1)
        case S_IFREG: add(path: path, name: path, key: key)
        case S_IFLNK:
            guard let target, let status = targetStatus else {
                return problem(path, .notFound, "The link leads nowhere.")
            }
            if isFolder {
                notes.append("\(path.printable): passed over, it is a link to a folder")
                return
            }
            guard target.hasPrefix(root == "/" ? root : root + "/"), status.st_mode & S_IFMT == S_IFREG else {
                return problem(path, .permissionDenied, "The link leads out of the input folder, and is not followed.")
            }
            add(path: target, name: path, key: key)
        default: problem(path, .invalidRequest, "This is not a plain file.")
        }
    }

    private mutating func add(path: String, name: String, key: String) {
        do {
            let key = try ObjectKey(key)
            let file = SourceFile(key: key, path: path, name: name)
            if let first = found[key] {
                // The same file, given twice.
                if let place = resolved(path), place == resolved(first.path) { return }
                return problem(
                    name, .invalidKey,
                    "\(first.name.printable) has the key \(key) already. Give the folder that holds both, or process "
                        + "this one into another --out.")
            }
            found[key] = file
            files.append(file)
        } catch var error as StoreError {
            error.message += " Rename it."
            problems.append(SourceProblem(name: name, error: error))
        } catch {
            problem(name, .invalidKey, "The name can't be a key.")
        }
    }

    private mutating func problem(_ name: String, _ code: StoreError.Code, _ message: String) {
        problems.append(SourceProblem(name: name, error: StoreError(code, message)))
    }

    private func status(of path: String, following: Bool) -> stat? {
        var status = stat()
        return (following ? stat(path, &status) : lstat(path, &status)) == 0 ? status : nil
    }

    private func resolved(_ path: String) -> String? { FilePaths.resolved(path) }
}
