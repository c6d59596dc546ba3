/// Turns an image as its EXIF orientation says. Renditions do this before anything else unless they say otherwise; after
/// the first time it does nothing.
///
/// The plan knows the orientation and puts ``Orient`` in its place.
public struct AutoOrient: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "autoOrient"
    public static let parameters: [Parameter<AutoOrient>] = []
    public init() {}
}

extension ImageOperation where Self == AutoOrient {
    /// Turns the image as its EXIF orientation says.
    public static var autoOrient: AutoOrient { AutoOrient() }
}
