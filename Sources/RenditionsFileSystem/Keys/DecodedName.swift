/// What the name of a file or folder in a folder store says.
package struct DecodedName: Hashable {
    package enum Kind {
        /// An object.
        case file
        /// The keys that go on with a `/`.
        case folder
        /// The keys whose segment goes on.
        case continuation
    }

    /// The segment of the key, or the part of it that stands in this name.
    package var bytes: [UInt8]
    package var kind: Kind
}
