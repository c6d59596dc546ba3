package import Renditions

/// A folder in a watched tree, by what the keys of its files start with.
package struct FolderPlace: Hashable, Sendable {
    /// Nil for the root.
    package var key: ObjectKey?

    package static let root = FolderPlace(key: nil)

    package init(key: ObjectKey?) { self.key = key }

    /// The folder in which a file or folder lies.
    init(around key: ObjectKey) {
        let slash = key.rawValue.lastIndex(of: "/")
        self.init(key: slash.flatMap { try? ObjectKey(String(key.rawValue[..<$0])) })
    }

    /// The text of the key that a name in this folder has. Not every name has one.
    func path(of name: String) -> String { key.map { $0.rawValue + "/" + name } ?? name }

    /// Whether this is the other folder or lies in it.
    func lies(in other: FolderPlace) -> Bool {
        guard let start = other.key else { return true }
        return key == start || (key.map { other.holds($0) } ?? false)
    }

    /// Whether a file lies in this folder, at any depth.
    func holds(_ file: ObjectKey) -> Bool {
        guard let key else { return true }
        let (bytes, start) = (file.rawValue.utf8, key.rawValue.utf8)
        return bytes.starts(with: start) && bytes.dropFirst(start.count).first == UInt8(ascii: "/")
    }
}
