internal import AWSClient
internal import NIOCore
internal import Renditions

/// Reads an object's bytes as they come, asks for the rest where they break off, and holds them against the checksum of the
/// whole, where there is one: the last of them are given out only when it agrees.
///
/// Unchecked, because ``next()`` is called in turn, never concurrently, as `ObjectBody` promises.
final class S3Reader: @unchecked Sendable {
    private let read: S3Read
    private let tag: EntityTag
    private let end: Int
    private var position: Int
    private var bytes: ByteStream.Iterator?
    private var checksum: (running: RunningChecksum, expected: String)?
    /// Breaks, tokens that they took, and bytes that came, since a read that broke off had come on far enough.
    private var breaks = 0
    private var taken = 0
    private var progress = 0

    /// Bytes after which breaks count for nothing any more: whoever breaks off after a few is not asked without end.
    private static let stretch = 1 << 20

    init(
        _ read: S3Read, first: ByteStream, tag: EntityTag, range: Range<Int>,
        checksum: (running: RunningChecksum, expected: String)?
    ) {
        self.read = read
        self.tag = tag
        position = range.lowerBound
        end = range.upperBound
        bytes = first.makeAsyncIterator()
        self.checksum = checksum
    }

    /// The next bytes, or nil at the end.
    func next() async throws -> ByteBuffer? {
        guard position < end else {
            if bytes != nil {
                bytes = nil
                try verify()
            }
            return nil
        }
        let part = try await read.store.mappingErrors { try await nextPart() }
        position += part.readableBytes
        advance(by: part.readableBytes)
        guard position <= end else {
            throw StoreError(.corrupt, "More bytes of an object came than S3 said that it has.")
        }
        checksum?.running.update(part)
        if position == end {
            bytes = nil
            try verify()
        }
        return part
    }

    private func nextPart() async throws -> ByteBuffer {
        while true {
            do {
                if bytes == nil { bytes = try await read.rest(tag, position..<end).makeAsyncIterator() }
                while let part = try await bytes?.next() {
                    guard part.readableBytes > 0 else { continue }
                    return part
                }
                try Task.checkCancellation()
                throw AWSError(.interrupted, "The reply ended before the object did.")
            } catch let error as AWSError {
                try Task.checkCancellation()
                try await recover(from: error)
            }
        }
    }

    private func advance(by count: Int) {
        guard breaks > 0 else { return }
        progress += count
        guard progress >= Self.stretch || position >= end else { return }
        read.store.client.quota.putBack(taken)
        (breaks, taken, progress) = (0, 0, 0)
    }

    /// Waits until the rest may be asked for, or throws.
    private func recover(from error: AWSError) async throws {
        bytes = nil
        switch error.code {
        case .interrupted, .timedOut, .connectionFailed: break
        case .preconditionFailed:
            throw StoreError(.unavailable, "The object was replaced while it was read. Read it again.", cause: error)
        default: throw error
        }
        guard breaks < read.store.configuration.resumptions,
            let delay = read.store.client.delay(afterFailures: breaks + 1, of: error)
        else { throw error }
        breaks += 1
        taken += RetryQuota.cost(of: error)
        try await read.store.timing.clock.sleep(for: delay)
    }

    private func verify() throws {
        guard let checksum, checksum.running.base64 != checksum.expected else { return }
        throw StoreError(.corrupt, "The bytes of an object are not those of which S3 keeps the checksum.")
    }
}
