internal import Crypto
package import NIOCore

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A checksum of bytes that come piece by piece.
package struct RunningChecksum: Sendable {
    private enum State: Sendable {
        case crc32c(CRC32C)
        case sha256(SHA256)
    }

    package let algorithm: ChecksumAlgorithm
    private var state: State

    package init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .crc32c: .crc32c(CRC32C())
            case .sha256: .sha256(SHA256())
            }
    }

    package mutating func update(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            switch state {
            case .crc32c(var checksum):
                checksum.update(bytes)
                state = .crc32c(checksum)
            case .sha256(var hash):
                hash.update(bufferPointer: bytes)
                state = .sha256(hash)
            }
        }
    }

    /// Of all the bytes so far, as headers hold it.
    package var base64: String {
        switch state {
        case .crc32c(let checksum): withUnsafeBytes(of: checksum.value.bigEndian) { Data($0).base64EncodedString() }
        case .sha256(let hash): Data(hash.finalize()).base64EncodedString()
        }
    }

    /// Of bytes that are all there.
    package static func base64(_ algorithm: ChecksumAlgorithm, of bytes: ByteBuffer) -> String {
        var checksum = RunningChecksum(algorithm)
        checksum.update(bytes)
        return checksum.base64
    }
}
