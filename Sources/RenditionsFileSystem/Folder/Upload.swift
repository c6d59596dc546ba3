internal import NIOCore
internal import Renditions

/// A write under way: a locked file with a name of its own, and the digest of what is in it so far.
struct Upload: Sendable {
    let file: FileDescriptor
    /// The name in the folder of temporary files.
    let name: String
    private(set) var size = 0
    private var digest = ContentDigest()

    init(file: FileDescriptor, name: String) {
        self.file = file
        self.name = name
    }

    var entityTag: EntityTag { digest.entityTag }

    mutating func write(_ bytes: ByteBuffer) throws {
        try bytes.withUnsafeReadableBytes { try file.write($0) }
        digest.update(bytes)
        size += bytes.readableBytes
    }

    /// Ends the file with what the store knows of the object.
    func finish(_ metadata: ObjectMetadata) throws {
        try ObjectTrailer.bytes(for: metadata).withUnsafeBytes { try file.write($0) }
    }
}
