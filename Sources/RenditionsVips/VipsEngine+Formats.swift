public import Renditions

extension VipsEngine {
    /// Whether the running library has a decoder for a format and this engine is allowed to use it.
    public func reads(_ format: ImageFormat) -> Bool {
        configuration.allowedFormats.contains(format) && VipsLibrary.hasOperation(VipsDecoder.loader(of: format))
    }

    /// How large the decoder gives one frame of an image for a branch of a plan, as stored.
    public func decodedSize(of info: ImageInfo, for branch: RenderPlan.Branch) -> PixelSize {
        guard info.format == .jpeg else { return info.size }
        let factor = VipsDecoder.shrinkFactor(
            of: info.size, for: branch.sufficientSize, margin: configuration.decodingMargin)
        return PixelSize(
            width: (info.size.width + factor - 1) / factor, height: (info.size.height + factor - 1) / factor)
    }
}
