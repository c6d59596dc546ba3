package import Renditions

/// Where something may have changed. What has changed is found by looking.
package enum FolderHint: Hashable, Sendable {
    /// A file was closed by a writer, or moved here.
    case whole(ObjectKey)
    /// A file has a name that it had not: it is about to be written, or has got another name.
    case appeared(ObjectKey)
    case gone(ObjectKey)
    case folderAppeared(FolderPlace)
    case folderGone(FolderPlace)
    /// A name that can't be a key.
    case unusable(path: String)
    /// Anything may have changed: there was more to tell than fits.
    case lost
    /// The watched folder itself was removed, moved or unmounted.
    case rootGone
}
