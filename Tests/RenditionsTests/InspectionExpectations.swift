import NIOCore
import Renditions
import Testing

/// Every format switched on.
func inspectAll(
    _ bytes: [UInt8], limits: ImageLimits = .default, allowsTruncation: Bool = false
) throws(RenderError) -> InspectedImage {
    try ImageInspector.inspect(
        bytes.buffer, limits: limits, allowed: Set(ImageFormat.allCases), allowsTruncation: allowsTruncation)
}

/// Expects that inspection refuses a file with a code.
func expectRefusal(
    _ code: RenderError.Code, _ bytes: [UInt8], limits: ImageLimits = .default, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    do throws(RenderError) {
        let image = try inspectAll(bytes, limits: limits)
        Issue.record("accepted as \(image.info); \(comment ?? "")", sourceLocation: sourceLocation)
    } catch {
        #expect(error.code == code, comment ?? "\(error)", sourceLocation: sourceLocation)
    }
}
