public import Renditions

/// An operation that the libvips engine can carry out. An application's own operation conforms to this beside
/// `ImageOperation`.
public protocol VipsOperation: ImageOperation {
    /// Whether the result can be computed from the rows of the image in their order, each read once. Such operations
    /// run while the file is being decoded; for the others the whole image is decoded first.
    var readsRowsInOrder: Bool { get }

    /// The image with this operation done. Nothing need be computed yet.
    ///
    /// Images are 8 bits a channel, grey or sRGB (or what the original has, in renditions that keep its colours), with
    /// or without an alpha channel that is not premultiplied. The result must be so as well.
    func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage
}
