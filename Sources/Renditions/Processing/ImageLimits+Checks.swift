extension ImageLimits {
    /// Checks what an operation gives, while planning and again where the size is known only at run time.
    ///
    /// - Parameters:
    ///   - size: of one frame.
    ///   - original: pixels of one frame of the original; as many are always allowed.
    /// - Throws: ``RenderError`` with code ``RenderError/Code/outputTooLarge``.
    package func checkStep(_ size: PixelSize, of operation: any ImageOperation, on original: PixelSize) throws {
        guard size.area <= max(pixels, original.area) else {
            throw RenderError(
                .outputTooLarge,
                "\(type(of: operation).name) would give \(size) pixels, more than the limit of \(pixels).")
        }
    }

    /// Checks the size in which a rendition is to be written, while planning and again before it is.
    ///
    /// - Parameter size: of one frame.
    /// - Throws: ``RenderError`` with code ``RenderError/Code/outputTooLarge``.
    package func checkOutput(_ size: PixelSize, of rendition: String, as encoding: Encoding) throws {
        let longest = min(outputSide, encoding.maximumSide)
        guard size.longerSide <= longest else {
            throw RenderError(
                .outputTooLarge,
                "Rendition \(rendition) would have \(size) pixels; as \(encoding.name) a side may have \(longest). Ask for "
                    + "a smaller size.")
        }
    }
}
