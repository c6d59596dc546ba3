internal import NIOCore

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Finds the delimiter of a multipart body in bytes that come in pieces, and keeps none of them.
///
/// A delimiter begins with the only carriage return in it. So what is held back while it may be one is known without being
/// kept, and where it turns out to be none, the next one begins at that byte or later: no byte is looked at more than three
/// times, whatever the bytes.
struct DelimiterSearch: Sendable {
    enum Step: Sendable, Hashable {
        /// Bytes that belong to no delimiter; never empty.
        case content(ByteBuffer)
        /// A delimiter; the bytes go on behind it.
        case found
        /// All bytes are used up.
        case exhausted
    }

    private let delimiter: ByteBuffer
    /// How many bytes of the delimiter were seen.
    private var matched: Int
    /// How many of them are not content even if no delimiter comes of them.
    private var implied: Int

    /// A search from the start of a body, where the first delimiter needs no line break before it.
    init(for boundary: MultipartBoundary) {
        delimiter = ByteBuffer(string: "\r\n--" + boundary.rawValue)
        matched = 2
        implied = 2
    }

    /// To be told after a line break that may be a delimiter's own: a part may end with its header.
    mutating func startLine() {
        matched = 2
        implied = 2
    }

    /// Looks at some of the bytes, and takes off them what it is done with. Call it until it has found what you look for,
    /// or there are no bytes left.
    mutating func next(in bytes: inout ByteBuffer) -> Step {
        if matched > 0, let step = goOn(in: &bytes) { return step }
        let match = bytes.withUnsafeReadableBytes { bytes in
            delimiter.withUnsafeReadableBytes { Self.match($0[...], in: bytes) }
        }
        // What comes before is given first. The next call finds the match again, at the start.
        if match.start > 0, let content = bytes.readSlice(length: match.start) { return .content(content) }
        bytes.moveReaderIndex(forwardBy: match.count)
        matched = match.count
        return end()
    }

    /// Goes on with a delimiter that began in earlier bytes.
    ///
    /// - Returns: nil where it was none, and nothing is owed for it.
    private mutating func goOn(in bytes: inout ByteBuffer) -> Step? {
        let count = bytes.withUnsafeReadableBytes { bytes in
            delimiter.withUnsafeReadableBytes { Self.commonPrefix($0[matched...], bytes[...]) }
        }
        bytes.moveReaderIndex(forwardBy: count)
        matched += count
        if matched == delimiter.readableBytes || bytes.readableBytes == 0 { return end() }
        let owed = delimiter.getSlice(at: implied, length: matched - implied)
        matched = 0
        implied = 0
        return owed.flatMap { $0.readableBytes > 0 ? .content($0) : nil }
    }

    /// What is to be said where the bytes, or the delimiter, are at their end.
    private mutating func end() -> Step {
        guard matched == delimiter.readableBytes else { return .exhausted }
        matched = 0
        implied = 0
        return .found
    }

    /// Where the delimiter is, or as much of it as there is at the end of the bytes.
    private static func match(
        _ delimiter: Slice<UnsafeRawBufferPointer>, in bytes: UnsafeRawBufferPointer
    ) -> (start: Int, count: Int) {
        var index = 0
        while let start = carriageReturn(in: bytes, from: index) {
            let count = commonPrefix(delimiter, bytes[start...])
            if count == delimiter.count || start + count == bytes.count { return (start, count) }
            index = start + count
        }
        return (bytes.count, 0)
    }

    /// The C library looks at many bytes at once, where `firstIndex(of:)` takes one after the other.
    private static func carriageReturn(in bytes: UnsafeRawBufferPointer, from index: Int) -> Int? {
        guard index < bytes.count, let base = bytes.baseAddress else { return nil }
        return memchr(base + index, 0x0D, bytes.count - index).map { UnsafeRawPointer($0) - base }
    }

    /// How many bytes two runs have in common at their start.
    private static func commonPrefix(
        _ first: Slice<UnsafeRawBufferPointer>, _ second: Slice<UnsafeRawBufferPointer>
    ) -> Int {
        let limit = min(first.count, second.count)
        var count = 0
        while count < limit, first[first.startIndex + count] == second[second.startIndex + count] { count += 1 }
        return count
    }
}
