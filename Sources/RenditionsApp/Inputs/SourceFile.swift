internal import Renditions

/// An original as it was found: a file with the key that it has in the store of originals.
struct SourceFile: Sendable {
    /// What comes after the input folder; the file's name where the file itself was given.
    var key: ObjectKey
    /// Where to open it.
    var path: String
    /// The input as it was given, and what follows it: for people.
    var name: String
}

/// An input that can't become an original.
struct SourceProblem: Sendable {
    /// As ``SourceFile/name``.
    var name: String
    var error: StoreError
}
