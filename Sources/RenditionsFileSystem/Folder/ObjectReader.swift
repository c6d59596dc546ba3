internal import NIOCore
internal import Renditions
internal import Synchronization

/// Reads a part of an open object in chunks. A read of the whole object is held against its entity tag, and the last
/// chunk is given out only when the digest agrees.
final class ObjectReader: Sendable {
    /// Bytes of a chunk.
    static let chunkSize = 64 * 1024

    private struct State {
        var position: Int
        /// Nil where there is nothing to compare.
        var digest: ContentDigest?
    }

    private let file: ObjectFile
    private let end: Int
    private let state: Mutex<State>

    init(_ file: ObjectFile, range: Range<Int>, verifies: Bool) {
        self.file = file
        end = range.upperBound
        let isWhole = range == 0..<file.metadata.size
        state = Mutex(State(position: range.lowerBound, digest: verifies && isWhole ? ContentDigest() : nil))
    }

    /// The next chunk, or nil at the end. Blocks.
    ///
    /// - Throws: `StoreError` with code `corrupt`; ``SystemCallError``.
    func next() throws -> ByteBuffer? {
        // Chunks are asked for one after the other, so that nobody waits for the lock while the disk works.
        try state.withLock { state in
            guard state.position < end else { return nil }
            let count = min(Self.chunkSize, end - state.position)
            let chunk = try file.descriptor.read(count, at: state.position)
            guard chunk.readableBytes == count else {
                throw StoreError(.corrupt, "The object's file was cut off while it was read.")
            }
            state.position += count
            state.digest?.update(chunk)
            if state.position == end, let digest = state.digest, digest.entityTag != file.metadata.entityTag {
                throw StoreError(.corrupt, "The object's bytes are not the ones that were written: the digest differs.")
            }
            return chunk
        }
    }
}
