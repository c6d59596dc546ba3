internal import CVips
public import Renditions

/// An image of the C library: pixels, or the way to get them.
///
/// Made by ``VipsOperation``s from other images. Most are not computed until their pixels are asked for.
//
// Unchecked: a built VipsImage is immutable and its reference count is atomic; the few calls here that change one
// (`setMetadata` and its like) are made on fresh copies only.
public final class VipsImage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<CVips.VipsImage>
    /// Whether the pixels are computed and in memory, as far as that is known here.
    let isInMemory: Bool
    /// The width and height that the pixels stand for, where a decoder that shrank the image rounded them up: 2725
    /// columns shrunk by two are 1363, of which the last is half beyond the picture. Nil: as many as there are.
    let trueSize: (width: Double, height: Double)?

    /// Takes over one reference.
    init(
        taking pointer: UnsafeMutablePointer<CVips.VipsImage>, isInMemory: Bool = false,
        trueSize: (width: Double, height: Double)? = nil
    ) {
        self.pointer = pointer
        self.isInMemory = isInMemory
        self.trueSize = trueSize
    }

    /// The same image, known to stand for a picture of this size.
    func standing(for trueSize: (width: Double, height: Double)) -> VipsImage {
        g_object_ref(pointer)
        return VipsImage(taking: pointer, isInMemory: isInMemory, trueSize: trueSize)
    }

    deinit { g_object_unref(pointer) }

    /// Pixels.
    public var width: Int { Int(vips_image_get_width(pointer)) }
    /// Pixels.
    public var height: Int { Int(vips_image_get_height(pointer)) }
    public var size: PixelSize { PixelSize(width: width, height: height) }
    /// Channels, the alpha channel included.
    public var bands: Int { Int(vips_image_get_bands(pointer)) }
    /// Whether the last channel is opacity.
    public var hasAlpha: Bool { vips_image_hasalpha(pointer) != 0 }

    var interpretation: VipsInterpretation { vips_image_get_interpretation(pointer) }
    var format: VipsBandFormat { vips_image_get_format(pointer) }
    var is8Bit: Bool { format == VIPS_FORMAT_UCHAR }

    /// The value of full opacity, and of white, in this image's format.
    var maximumAlpha: Double {
        interpretation == VIPS_INTERPRETATION_RGB16 || interpretation == VIPS_INTERPRETATION_GREY16 ? 65_535 : 255
    }
}
