package import NIOCore

/// Reads a multipart form (RFC 7578; RFC 2046, section 5.1) from bytes that come in pieces.
///
/// What it finds does not depend on where the pieces end. It keeps a part's header while it reads it, and nothing else:
/// content is given as slices of what came in.
///
/// A line that begins with two hyphens and the boundary is a delimiter, whatever follows (section 5.1.1); what does follow
/// has to be blanks and a line break, and two hyphens before them after the last part.
package struct MultipartParser: Sendable {
    private enum State: Sendable {
        case preamble
        /// Behind a delimiter.
        case delimiter
        /// Behind the first hyphen after a delimiter.
        case hyphen
        /// Among the blanks that may follow a delimiter.
        case padding(isLast: Bool)
        /// Behind the carriage return after a delimiter.
        case lineBreak(isLast: Bool)
        case header
        case content
        case epilogue
    }

    private let limits: MultipartLimits
    private var state = State.preamble
    private var failure: Problem?
    private var search: DelimiterSearch
    private var fields: PartFields
    private var taken = 0
    private var preamble = 0
    private var epilogue = 0
    private var padding = 0
    private var parts = 0

    package init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        self.limits = limits
        search = DelimiterSearch(for: boundary)
        fields = PartFields(part: 0, taken: 0, limits: limits)
    }

    /// Takes off the bytes what makes up the next thing that is found.
    ///
    /// - Returns: nil when all bytes are used up. Call it with further ones then, or ``finish()``.
    /// - Throws: ``Problem`` with code `invalid-multipart`, or `too-large` once the body has more bytes than it may have. It
    ///   throws the same thing again after that.
    package mutating func next(in bytes: inout ByteBuffer) throws(Problem) -> MultipartEvent? {
        if let failure { throw failure }
        do throws(Problem) {
            while bytes.readableBytes > 0 {
                let count = min(bytes.readableBytes, limits.bytes - taken)
                guard count > 0, var window = bytes.getSlice(at: bytes.readerIndex, length: count) else {
                    throw Problem(.tooLarge, "A form has at most \(limits.bytes) bytes here.")
                }
                let event = try step(&window)
                let used = count - window.readableBytes
                bytes.moveReaderIndex(forwardBy: used)
                taken += used
                if let event { return event }
            }
            return nil
        } catch {
            failure = error
            throw error
        }
    }

    /// To be called at the end of the body.
    ///
    /// - Throws: ``Problem`` with code `invalid-multipart` where the last delimiter is missing.
    package func finish() throws(Problem) {
        if let failure { throw failure }
        switch state {
        case .padding(isLast: true), .lineBreak(isLast: true), .epilogue: return
        default: throw Problem(.invalidMultipart, "The form ends before its last delimiter. Send it whole.")
        }
    }

    private mutating func step(_ bytes: inout ByteBuffer) throws(Problem) -> MultipartEvent? {
        switch state {
        case .preamble: try skipPreamble(&bytes)
        case .delimiter, .hyphen, .padding, .lineBreak: try readDelimiterLine(&bytes)
        case .header: return try readHeader(&bytes)
        case .content: return readContent(&bytes)
        case .epilogue: try skipEpilogue(&bytes)
        }
        return nil
    }

    private mutating func skipPreamble(_ bytes: inout ByteBuffer) throws(Problem) {
        switch search.next(in: &bytes) {
        case .content(let skipped): preamble += skipped.readableBytes
        case .found: state = .delimiter
        case .exhausted: break
        }
        guard preamble <= limits.preambleBytes else {
            throw Problem(.invalidMultipart, "The form does not begin with the boundary that its media type names.")
        }
    }

    private mutating func readDelimiterLine(_ bytes: inout ByteBuffer) throws(Problem) {
        guard let byte: UInt8 = bytes.readInteger() else { return }
        switch (state, byte) {
        case (.delimiter, UInt8(ascii: "-")): state = .hyphen
        case (.hyphen, UInt8(ascii: "-")): state = .padding(isLast: true)
        case (.delimiter, UInt8(ascii: " ")), (.delimiter, UInt8(ascii: "\t")):
            padding += 1
            state = .padding(isLast: false)
        case (.padding, UInt8(ascii: " ")), (.padding, UInt8(ascii: "\t")):
            padding += 1
        case (.delimiter, UInt8(ascii: "\r")): state = .lineBreak(isLast: false)
        case (.padding(let isLast), UInt8(ascii: "\r")): state = .lineBreak(isLast: isLast)
        case (.lineBreak(isLast: true), UInt8(ascii: "\n")): state = .epilogue
        case (.lineBreak(isLast: false), UInt8(ascii: "\n")): try beginPart()
        default:
            throw Problem(
                .invalidMultipart, "Something follows a delimiter on its line, or the boundary is in a part's content.")
        }
        guard padding <= limits.headerBytes else {
            throw Problem(.invalidMultipart, "More than \(limits.headerBytes) blanks follow a delimiter.")
        }
    }

    private mutating func beginPart() throws(Problem) {
        parts += 1
        guard parts <= limits.parts else {
            throw Problem(.invalidMultipart, "A form has at most \(limits.parts) parts here.")
        }
        fields = PartFields(part: parts, taken: padding, limits: limits)
        padding = 0
        state = .header
    }

    private mutating func readHeader(_ bytes: inout ByteBuffer) throws(Problem) -> MultipartEvent? {
        guard try fields.read(&bytes) else { return nil }
        let header = try MultipartHeader(fields)
        search.startLine()
        state = .content
        return .part(header)
    }

    private mutating func readContent(_ bytes: inout ByteBuffer) -> MultipartEvent? {
        switch search.next(in: &bytes) {
        case .content(let content): return .content(content)
        case .found:
            state = .delimiter
            return .end
        case .exhausted: return nil
        }
    }

    private mutating func skipEpilogue(_ bytes: inout ByteBuffer) throws(Problem) {
        epilogue += bytes.readableBytes
        bytes.moveReaderIndex(to: bytes.writerIndex)
        guard epilogue <= limits.epilogueBytes else {
            throw Problem(.invalidMultipart, "More than \(limits.epilogueBytes) bytes follow the last delimiter.")
        }
    }
}
