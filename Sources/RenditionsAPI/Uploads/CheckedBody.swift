internal import NIOCore
internal import Renditions
internal import Synchronization

/// A body that ends with a problem where it does not have the digests that are said of it.
final class CheckedBody: Sendable {
    private let source: ByteReader<ObjectBody>
    private let check: Mutex<DigestCheck>
    private let length: Int?

    init(_ body: ObjectBody, digests: [ContentDigest]) {
        source = ByteReader(body)
        check = Mutex(DigestCheck(digests))
        length = body.length
    }

    var body: ObjectBody {
        ObjectBody(length: length) {
            guard let chunk = try await self.source.next() else {
                guard self.check.withLock({ $0.holds }) else {
                    throw Problem(
                        .digestMismatch, "The form does not have the digest that the request says. Send it again.")
                }
                return nil
            }
            self.check.withLock { $0.add(chunk) }
            return chunk
        }
    }
}
