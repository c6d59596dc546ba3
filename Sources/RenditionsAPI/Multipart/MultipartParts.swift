package import Renditions

/// The parts of a form, in turn. What of a part was not read is passed over when the next one is asked for.
///
/// At no time more is held than a piece of the body as it came, and the header of one part.
package struct MultipartParts: AsyncSequence, Sendable {
    package typealias Element = MultipartPart
    package typealias Failure = any Error

    private let reader: MultipartReader

    /// - Parameter form: the media type of the body.
    /// - Throws: ``Problem`` with code `invalid-multipart` for a media type that is no form's, or has no boundary.
    package init(
        of body: ObjectBody, form: MediaType, limits: MultipartLimits = MultipartLimits()
    ) throws(Problem) {
        let boundary = try MultipartBoundary(of: form)
        reader = MultipartReader(body, parser: MultipartParser(boundary: boundary, limits: limits))
    }

    /// Reads on from where the last reader was: a form can be read once.
    package func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let reader: MultipartReader

        /// The next part; nil once the whole body was read.
        ///
        /// - Throws: ``Problem`` with code `invalid-multipart` or `too-large`, `CancellationError`, and whatever the body
        ///   throws.
        package mutating func next() async throws -> MultipartPart? { try await reader.nextPart() }
    }
}
