package import Renditions

/// An original as it was found: a file with the key that it has in the store of originals.
package struct SourceFile: Sendable {
    /// What comes after the input folder; the file's name where the file itself was given.
    package var key: ObjectKey
    /// Where to open it.
    package var path: String
    /// The input as it was given, and what follows it: for people.
    package var name: String

    package init(key: ObjectKey, path: String, name: String) {
        self.key = key
        self.path = path
        self.name = name
    }
}
