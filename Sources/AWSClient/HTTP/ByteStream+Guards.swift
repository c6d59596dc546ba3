internal import NIOCore

extension ByteStream {
    /// The same, with what the connection throws as callers are told.
    func mappingErrors() -> ByteStream {
        ByteStream(length: length, isReplayable: isReplayable) {
            var iterator = makeAsyncIterator()
            return {
                do {
                    return try await iterator.next()
                } catch {
                    throw TransportFailure.error(error)
                }
            }
        }
    }

    /// The same, with a connection that is in use until the bytes have ended or nobody reads them any more.
    func holding(_ slot: ConnectionSlot) -> ByteStream {
        ByteStream(length: length, isReplayable: isReplayable) {
            var iterator = makeAsyncIterator()
            return {
                do {
                    let part = try await iterator.next()
                    if part == nil { slot.end() }
                    return part
                } catch {
                    slot.end()
                    throw error
                }
            }
        }
    }

    /// The same for sending: what it throws is told from the connection's faults, and it must be as long as it said.
    func guarded(length: Int) -> ByteStream {
        ByteStream(length: length, isReplayable: isReplayable) {
            var iterator = makeAsyncIterator()
            var rest = length
            return {
                let part: ByteBuffer?
                do {
                    part = try await iterator.next()
                } catch let failure as RequestBodyFailure {
                    throw failure
                } catch {
                    throw RequestBodyFailure(cause: error)
                }
                rest -= part?.readableBytes ?? 0
                if rest < 0 || part == nil && rest > 0 {
                    throw AWSError(
                        .invalidRequest, "A body is \(rest < 0 ? "longer" : "shorter") than it was said to be.")
                }
                return part
            }
        }
    }

    /// The same in the coding that a signature begins.
    func encoded(_ encoding: ChunkedEncoding, seed: RequestSignature, length: Int) -> ByteStream {
        ByteStream(length: encoding.encodedLength(length), isReplayable: isReplayable) {
            var iterator = guarded(length: length).makeAsyncIterator()
            var encoder: ChunkEncoder? = ChunkEncoder(encoding, seed: seed)
            return {
                while encoder != nil {
                    guard let part = try await iterator.next() else {
                        let end = encoder?.finish()
                        encoder = nil
                        return end
                    }
                    if let output = encoder?.encode(part) { return output }
                }
                return nil
            }
        }
    }
}
