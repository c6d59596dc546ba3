public import Renditions

/// Something in a watched folder that can't become an event. The others go on.
public struct FolderProblem: Sendable {
    /// Below the watched folder; empty for itself. Somebody else's text: not to be printed as it is.
    public var path: String
    public var error: StoreError

    package init(_ path: String, _ error: StoreError) {
        self.path = path
        self.error = error
    }
}
