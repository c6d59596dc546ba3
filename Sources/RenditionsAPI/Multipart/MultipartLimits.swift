/// How much of a multipart form is read before it is refused.
///
/// Parts themselves have no limit of their own: who reads one decides how much of it is welcome.
package struct MultipartLimits: Sendable, Hashable {
    /// Parts, files and other fields alike. Default 64.
    package var parts: Int
    /// Bytes of one part's header, line breaks included, and of the blanks that may follow its delimiter. Default 8 KiB.
    package var headerBytes: Int
    /// Header fields of one part. Default 16.
    package var headerFields: Int
    /// Bytes before the first delimiter, which nobody reads. Default 8 KiB.
    package var preambleBytes: Int
    /// Bytes after the last delimiter, which nobody reads. Default 8 KiB.
    package var epilogueBytes: Int
    /// Bytes of the whole body. Default 512 MiB.
    package var bytes: Int

    package init(
        parts: Int = 64, headerBytes: Int = 8 << 10, headerFields: Int = 16, preambleBytes: Int = 8 << 10,
        epilogueBytes: Int = 8 << 10, bytes: Int = 512 << 20
    ) {
        self.parts = parts
        self.headerBytes = headerBytes
        self.headerFields = headerFields
        self.preambleBytes = preambleBytes
        self.epilogueBytes = epilogueBytes
        self.bytes = bytes
    }
}
