/// What the name of a file or folder in a folder store says.
struct DecodedName: Hashable {
    enum Kind {
        /// An object.
        case file
        /// The keys that go on with a `/`.
        case folder
        /// The keys whose segment goes on.
        case continuation
    }

    /// The segment of the key, or the part of it that stands in this name.
    var bytes: [UInt8]
    var kind: Kind
}
