extension RenderError {
    /// An image that breaks its format's rules. `problem` is a clause without a full stop.
    static func invalid(
        _ problem: String, fileID: StaticString = #fileID, line: Int = #line
    ) -> RenderError {
        RenderError(
            .invalidImage, "\(problem). Export the image again and upload that.", fileID: fileID, line: line)
    }

    /// An image that ends too early; `part` is what it ends within or lacks.
    static func truncated(
        in part: String, fileID: StaticString = #fileID, line: Int = #line
    ) -> RenderError {
        RenderError(
            .truncatedImage, "The file is cut off within \(part). Upload the whole file again.",
            fileID: fileID, line: line)
    }
}
