internal import NIOCore
internal import Renditions

/// An object's file, open: one state of the object, whatever happens to its name afterwards.
struct ObjectFile: Sendable {
    let descriptor: FileDescriptor
    let metadata: ObjectMetadata

    /// Reads and checks the trailer.
    ///
    /// - Throws: `StoreError` with codes `corrupt`, `incompatible`; ``SystemCallError``.
    init(_ descriptor: FileDescriptor) throws {
        let status = try descriptor.status()
        guard status.kind == .file, status.size >= ObjectTrailer.lineLength else { throw ObjectTrailer.damaged }

        // Nearly every trailer is shorter than this, so that one read is enough.
        let likely = min(status.size, 2048)
        var tail = Array(try descriptor.read(likely, at: status.size - likely).readableBytesView)
        guard tail.count == likely else { throw ObjectTrailer.damaged }

        let documentLength = try ObjectTrailer.documentLength(line: tail.suffix(ObjectTrailer.lineLength))
        let length = documentLength + ObjectTrailer.lineLength
        guard length <= status.size else { throw ObjectTrailer.damaged }
        if length > tail.count {
            tail = Array(try descriptor.read(length, at: status.size - length).readableBytesView)
            guard tail.count == length else { throw ObjectTrailer.damaged }
        }
        self.descriptor = descriptor
        metadata = try ObjectTrailer.metadata(from: tail.suffix(length), size: status.size - length)
    }
}

extension [UInt8] {
    fileprivate func suffix(_ count: Int) -> [UInt8] { Array(self[(self.count - count)...]) }
}
