/// Tells where in a folder something may have changed. Never forgets anything without saying ``FolderHint/lost``.
package protocol FolderChanges: Sendable {
    /// Watches a folder, without those in it. Watching one again changes nothing.
    ///
    /// - Throws: ``SystemCallError``.
    func watch(_ folder: FolderPlace) throws

    /// Watches a folder and those in it no longer.
    func forget(_ folder: FolderPlace)

    /// Waits until there is something; empty when the task is cancelled, and then nothing is taken.
    func next() async -> [FolderHint]
}
