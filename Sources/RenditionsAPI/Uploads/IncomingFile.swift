internal import Crypto
internal import NIOCore
internal import Renditions
internal import Synchronization

/// The bytes of an upload on their way into the store: counted, hashed, and known by their first bytes.
///
/// Read by one reader at a time; the state is guarded all the same, because the reader may be a task of the store's.
final class IncomingFile: Sendable {
    private struct State {
        var first: [ByteBuffer] = []
        var count = 0
        var hash = SHA256()
        var digest: [UInt8]?
    }

    /// What has to be true of the bytes.
    struct Expectation: Sendable {
        /// The most bytes that are accepted.
        var maximumBytes: Int
        /// Bytes in all, where the sender said so.
        var length: Int?
        /// What the sender says that the bytes hash to.
        var digests: [ContentDigest] = []
    }

    private let source: ByteReader<ObjectBody>
    private let expectation: Expectation
    private let checks: Mutex<DigestCheck>
    private let state = Mutex(State())

    init(_ body: ObjectBody, expecting expectation: Expectation) {
        source = ByteReader(body)
        self.expectation = expectation
        checks = Mutex(DigestCheck(expectation.digests))
    }

    /// Reads as much as tells the format. Call it once, before anything else.
    ///
    /// - Throws: ``Problem`` with codes `unsupported-format`, `too-large`, and what the sender's end throws.
    func format(allowed: Set<ImageFormat>) async throws -> ImageFormat {
        if let length = expectation.length, length > expectation.maximumBytes { throw tooLarge }
        var start = ByteBuffer()
        while start.readableBytes < Self.sniffedBytes, let chunk = try await pull() {
            state.withLock { $0.first.append(chunk) }
            start.writeImmutableBuffer(chunk)
        }
        guard start.readableBytes > 0 else {
            throw Problem(.unsupportedFormat, "There is no file: it has no bytes. Send the bytes of an image.")
        }
        guard let format = ImageFormat(sniffing: start), allowed.contains(format) else {
            let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            throw Problem(
                .unsupportedFormat, "The bytes are not of a format that is accepted here. Accepted are \(names).")
        }
        return format
    }

    /// The most that ``ImageFormat/init(sniffing:)`` looks at.
    private static let sniffedBytes = 4096

    /// All bytes, from the first on.
    ///
    /// It throws ``Problem`` where the bytes are not what the sender said, so that nothing of them is stored.
    var body: ObjectBody { ObjectBody(length: expectation.length) { try await self.next() } }

    /// Reads what is left, for the sake of ``digest``.
    func drain() async throws {
        while try await next() != nil {}
    }

    /// SHA-256 of all bytes; nil until they were read.
    var digest: [UInt8]? { state.withLock { $0.digest } }

    private func next() async throws -> ByteBuffer? {
        let waiting = state.withLock { $0.first.isEmpty ? nil : $0.first.removeFirst() }
        if let waiting { return waiting }
        if digest != nil { return nil }
        if let chunk = try await pull() { return chunk }
        let count = state.withLock { $0.count }
        if let length = expectation.length, length != count {
            throw Problem(.digestMismatch, "The body has \(count) bytes, and the request says \(length).")
        }
        guard checks.withLock({ $0.holds }) else {
            throw Problem(.digestMismatch, "The bytes don't have the digest that the request says. Send them again.")
        }
        state.withLock { $0.digest = Array($0.hash.finalize()) }
        return nil
    }

    /// The next bytes from the sender, counted and hashed; nil at the end.
    private func pull() async throws -> ByteBuffer? {
        guard let chunk = try await source.next() else { return nil }
        try state.withLock { state in
            state.count += chunk.readableBytes
            guard state.count <= expectation.maximumBytes else { throw tooLarge }
            chunk.withUnsafeReadableBytes { state.hash.update(bufferPointer: $0) }
        }
        checks.withLock { $0.add(chunk) }
        return chunk
    }

    private var tooLarge: Problem {
        Problem(.tooLarge, "A file has at most \(expectation.maximumBytes) bytes here.")
    }
}
