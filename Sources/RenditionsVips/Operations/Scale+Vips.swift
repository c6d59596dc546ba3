internal import CResampling
internal import CVips
public import Renditions

extension Scale: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let target = PixelSize(width: width, height: height)
        guard image.size != target else { return image }
        if let kernel = kernel.resampling, image.is8Bit, image.bands <= 4 {
            return try image.resampled(to: target, kernel: kernel, in: context)
        }
        // 16 bits, floats, many bands, and the nearest kernel, which mixes nothing.
        let resize: (VipsImage) throws -> VipsImage = { image in
            try VipsCall("resize").image("in", image)
                .double("scale", Double(width) / Double(image.width))
                .double("vscale", Double(height) / Double(image.height))
                .word("kernel", kernel.rawValue)
                .run()
        }
        return kernel == .nearest ? try resize(image) : try image.premultiplied(resize)
    }
}

extension Kernel {
    /// This kernel in our own resampler; nil where it has none.
    fileprivate var resampling: resampling_kernel? {
        switch self {
        case .nearest: nil
        case .linear: RESAMPLING_LINEAR
        case .cubic: RESAMPLING_CUBIC
        case .mitchell: RESAMPLING_MITCHELL
        case .lanczos2: RESAMPLING_LANCZOS2
        case .lanczos3: RESAMPLING_LANCZOS3
        }
    }
}
