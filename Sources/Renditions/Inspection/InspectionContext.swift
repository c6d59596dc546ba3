/// What every format's inspector works on.
struct InspectionContext {
    let view: ByteView
    let limits: ImageLimits
    /// Whether missing pixel data is recorded instead of refused. Missing headers are always refused.
    let allowsTruncation: Bool

    /// Refuses a file whose pixel data is incomplete, or records it where the caller allows that.
    func lose(
        _ part: String, of image: inout InspectedImage, fileID: StaticString = #fileID, line: Int = #line
    ) throws(RenderError) {
        guard allowsTruncation else { throw .truncated(in: part, fileID: fileID, line: line) }
        image.isTruncated = true
    }
}
