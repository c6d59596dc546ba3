public import Renditions

/// What a sweep passed over and left as it was: something that the store did not write and that stands where a file or a
/// folder of its own belongs, or something that the process may not look into or remove.
public struct SweepObstacle: Hashable, Sendable {
    /// From the folder of the store down, such as `photos+/2024+`. Names of folders are made of keys, which may tell whose
    /// an image is.
    public var path: String
    /// `corrupt` for what is not the store's, `permission-denied`, or `unavailable` for what is in use (a file system
    /// that is mounted there) or can't be read.
    public var code: StoreError.Code

    public init(path: String, code: StoreError.Code) {
        self.path = path
        self.code = code
    }
}
