package import NIOCore

/// What is found in a multipart body, in the order in which it is found: for each part its header, its content in pieces,
/// and its end.
package enum MultipartEvent: Sendable, Hashable {
    case part(MultipartHeader)
    /// Some of the part's content: a slice of what was read, never empty.
    case content(ByteBuffer)
    case end
}
