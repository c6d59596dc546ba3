package import NIOCore

/// Encodes one body by a ``ChunkedEncoding``, piece by piece.
package struct ChunkEncoder: Sendable {
    private let encoding: ChunkedEncoding
    private var signer: ChunkSigner?
    private var checksum: RunningChecksum?
    private var pending = ByteBuffer()

    /// - Parameter seed: the signature of the request's headers.
    package init(_ encoding: ChunkedEncoding, seed: RequestSignature) {
        self.encoding = encoding
        signer = encoding.signsChunks ? ChunkSigner(seed) : nil
        checksum = encoding.trailer.map { RunningChecksum($0) }
    }

    /// Takes bytes of the body and gives what can be sent: whole chunks, or nil as long as there is none.
    package mutating func encode(_ bytes: ByteBuffer) -> ByteBuffer? {
        checksum?.update(bytes)
        var bytes = bytes
        pending.writeBuffer(&bytes)
        if pending.readableBytes < encoding.chunkSize { return nil }
        var output = ByteBuffer()
        output.reserveCapacity(pending.readableBytes + pending.readableBytes / encoding.chunkSize * 128)
        while let chunk = pending.readSlice(length: encoding.chunkSize) { write(chunk, to: &output) }
        pending.discardReadBytes()
        return output
    }

    /// What is sent at the end: the last chunk, the empty one and the trailer.
    package mutating func finish() -> ByteBuffer {
        var output = ByteBuffer()
        if pending.readableBytes > 0 { write(pending, to: &output) }
        writeHead(of: ByteBuffer(), to: &output)
        if let checksum {
            let (name, value) = (checksum.algorithm.headerName, checksum.base64)
            output.writeString("\(name):\(value)\r\n")
            if let signature = signer?.signature(ofTrailer: name, value) {
                output.writeString("\(ChunkedEncoding.trailerSignature):\(signature)\r\n")
            }
        }
        output.writeString("\r\n")
        return output
    }

    private mutating func write(_ chunk: ByteBuffer, to output: inout ByteBuffer) {
        writeHead(of: chunk, to: &output)
        output.writeImmutableBuffer(chunk)
        output.writeString("\r\n")
    }

    private mutating func writeHead(of chunk: ByteBuffer, to output: inout ByteBuffer) {
        output.writeString(String(chunk.readableBytes, radix: 16))
        if let signature = signer?.signature(ofChunk: chunk) {
            output.writeString(ChunkedEncoding.chunkSignature)
            output.writeString(signature)
        }
        output.writeString("\r\n")
    }
}
