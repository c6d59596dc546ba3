internal import NIOCore
internal import Renditions

/// The bytes of an upload, told by what they are made of.
struct Content: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// One of the gallery's.
        case picture(Int)
        /// The first half of one of the gallery's.
        case half(Int)
        /// No image at all.
        case text
    }

    var kind: Kind
    /// Makes the bytes others than those of every other upload.
    var serial: UInt64

    /// The code with which its record must say that it failed; nil for what can be processed.
    var failureCode: String? {
        switch kind {
        case .picture: nil
        case .half: "\(RenderError.Code.truncatedImage)"
        case .text: "\(RenderError.Code.unknownFormat)"
        }
    }

    func bytes(from gallery: Gallery) -> ByteBuffer {
        var buffer = ByteBuffer()
        switch kind {
        case .picture(let number): buffer.writeBytes(gallery.files[number])
        case .half(let number):
            let file = gallery.files[number]
            buffer.writeBytes(file.prefix(file.count / 2))
        case .text: buffer.writeString("These are notes, and no picture. ")
        }
        if failureCode == nil {
            // Behind the end of the picture, where decoders don't look.
            buffer.writeInteger(serial)
        } else {
            // Digits, because other bytes may end a half before it ends, and it would fail for another reason.
            buffer.writeString(String(serial, radix: 16))
        }
        return buffer
    }
}
