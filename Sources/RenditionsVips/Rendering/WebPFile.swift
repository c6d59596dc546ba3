internal import NIOCore

/// A WebP file as its encoder wrote it (RFC 9649 section 2).
///
/// libvips before 8.14.2 writes an EXIF block of its own, and whatever the image carries, into every WebP that it was
/// asked to strip.
struct WebPFile {
    private let bytes: ByteBuffer

    init(_ bytes: ByteBuffer) { self.bytes = bytes }

    /// Bits of the extended header's first byte.
    private enum Feature {
        static let metadata: UInt8 = 0x08 | 0x04
        /// Profile, opacity, animation: what a file without an extended header can't have.
        static let others: UInt8 = 0x20 | 0x10 | 0x02
    }

    /// The same pictures without EXIF and XMP; the bytes as they are where they are no WebP.
    var withoutMetadata: ByteBuffer {
        var reader = bytes
        guard let header = reader.readString(length: 4), header == "RIFF", reader.readInteger(as: UInt32.self) != nil,
            reader.readString(length: 4) == "WEBP"
        else { return bytes }
        var body = ByteBuffer()
        body.reserveCapacity(bytes.readableBytes)
        while reader.readableBytes > 0 {
            guard let name = reader.readString(length: 4),
                let length = reader.readInteger(endianness: .little, as: UInt32.self),
                var chunk = reader.readSlice(length: Int(length))
            else { return bytes }
            if length % 2 == 1 { reader.moveReaderIndex(forwardBy: min(1, reader.readableBytes)) }
            if name == "EXIF" || name == "XMP " { continue }
            if name == "VP8X", let features = chunk.getInteger(at: chunk.readerIndex, as: UInt8.self) {
                guard features & Feature.others != 0 else { continue }
                chunk.setInteger(features & ~Feature.metadata, at: chunk.readerIndex)
            }
            body.writeString(name)
            body.writeInteger(length, endianness: .little)
            body.writeBuffer(&chunk)
            if length % 2 == 1 { body.writeInteger(0, as: UInt8.self) }
        }
        var file = ByteBuffer(string: "RIFF")
        file.writeInteger(UInt32(body.readableBytes + 4), endianness: .little)
        file.writeString("WEBP")
        file.writeBuffer(&body)
        return file
    }
}
