public import Renditions

extension StoreIdentity {
    /// The folder at a path as it is now: links are followed, dots resolved. The folder and those above it may be missing.
    ///
    /// - Throws: `StoreError` with code `invalid-request` for a path that is empty or has a NUL.
    public static func folder(atPath path: String) throws -> StoreIdentity {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StoreError(.invalidRequest, "The path of a folder is empty or has a NUL.")
        }
        return .folder(resolvedPath: FilePaths.resolvedAhead(path))
    }
}
