public import Renditions

/// An operation that the reference engine can carry out. An application's own operation conforms to this beside
/// `ImageOperation`, so that the application's tests run without any library.
public protocol ReferenceOperation: ImageOperation {
    /// The image with this operation done.
    ///
    /// - Parameter overlays: the pixels of the overlays that the plan names.
    /// - Throws: `RenderError`.
    func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster
}
