internal import Renditions

/// What was found in a folder and those in it.
struct FolderLook: Sendable {
    var files: [(key: ObjectKey, state: FileState)]
    /// Files that were known, and of which it is sure that they are not there.
    var missing: [ObjectKey]
    /// Folders of which nothing is known, with the reason.
    var unreadable: [(folder: FolderPlace, error: StoreError)]
    var problems: [FolderProblem]
    /// Why no more folders can be watched, where that is so.
    var watchFailure: SystemCallError?

    /// Looks. Blocks.
    ///
    /// Each folder is watched before it is read: what comes before that is found, what comes after it is told.
    ///
    /// - Parameter known: files in the folder of which something was told.
    /// - Throws: ``SystemCallError``.
    init(
        at folder: FolderPlace, in tree: PlainTree, known: [ObjectKey], watching changes: (any FolderChanges)?
    ) throws {
        var failure: SystemCallError?
        var walk = PlainWalk(passesOver: PassedOver.contains)
        walk.run(in: tree, from: folder.key) { place in
            guard failure == nil, let changes else { return }
            do {
                try changes.watch(FolderPlace(key: place))
            } catch let error as SystemCallError where error.isShortage {
                failure = error
            }
        }
        let unreadable = walk.unreadable.map { place, failure in
            let error = (failure as? SystemCallError).map { StoreError($0) }
            return (folder: FolderPlace(key: place), error: error ?? StoreError(.unavailable, "\(failure)"))
        }
        let found = Set(walk.files.map(\.key))
        missing = try known.filter { key in
            guard !found.contains(key), !unreadable.contains(where: { $0.folder.holds(key) }) else { return false }
            // It may have been moved from a folder that was not read yet into one that was.
            if case .file = try tree.finding(under: key) { return false }
            return true
        }
        (files, self.unreadable, problems, watchFailure) = (walk.files, unreadable, walk.problems, failure)
    }
}
