internal import CVips
internal import Renditions

/// An image of 8 bits in memory that is written row by row.
final class VipsRowWriter {
    /// The row to be written next: fill it, then call ``writeRow()``.
    let row: UnsafeMutableBufferPointer<UInt8>
    private let image: VipsImage
    private var next: Int32 = 0

    /// - Parameter original: whose bands, colours and metadata it has.
    init(like original: VipsImage, size: PixelSize) throws {
        guard let pointer = vips_image_new_memory() else {
            throw RenderError(.engineFailed, "libvips could not make an image.", cause: VipsFailure.take())
        }
        image = VipsImage(taking: pointer, isInMemory: true)
        row = .allocate(capacity: size.width * original.bands)
        var inputs: [UnsafeMutablePointer<CVips.VipsImage>?] = [original.pointer, nil]
        guard vips_image_pipeline_array(pointer, VIPS_DEMAND_STYLE_ANY, &inputs) == 0 else {
            throw RenderError(.engineFailed, "libvips could not make an image.", cause: VipsFailure.take())
        }
        pointer.pointee.Xsize = Int32(size.width)
        pointer.pointee.Ysize = Int32(size.height)
    }

    deinit { row.deallocate() }

    func writeRow() throws {
        guard vips_image_write_line(image.pointer, next, row.baseAddress) == 0 else {
            throw RenderError(.engineFailed, "libvips could not keep an image.", cause: VipsFailure.take())
        }
        next += 1
    }

    /// The image, once all its rows are written.
    func finished() -> VipsImage { image }
}
