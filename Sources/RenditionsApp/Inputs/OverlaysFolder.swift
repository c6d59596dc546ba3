package import Renditions

/// The folder of the images that watermarks and composites name.
package struct OverlaysFolder {
    /// Nil where none was given.
    let path: String?
    /// What names the folder, for people: `--overlays`.
    let name: String

    package init(path: String?, name: String) {
        self.path = path
        self.name = name
    }

    /// The folder's files. That none which the recipe uses is missing is seen here, before any work.
    ///
    /// - Parameter maximumBytes: larger files are not read.
    /// - Returns: nil when no folder was given and the recipe uses none.
    /// - Throws: ``ToolFailure`` when the folder can't be used; `RenderError` with code `missing-overlay`.
    package func store(for recipe: Recipe, maximumBytes: Int) async throws -> SourceFolderStore? {
        let store = try store(maximumBytes: maximumBytes)
        for key in recipe.overlays {
            guard let store else {
                throw RenderError(
                    .missingOverlay,
                    "The recipe \(recipe.name.printable) uses the overlay \(key). Name its folder with \(name).")
            }
            guard try await store.contains(key) else {
                throw RenderError(
                    .missingOverlay,
                    "The recipe \(recipe.name.printable) uses the overlay \(key), which is not in the folder of \(name)."
                )
            }
        }
        return store
    }

    private func store(maximumBytes: Int) throws -> SourceFolderStore? {
        guard let path else { return nil }
        var walk = SourceWalk()
        walk.add(path)
        if walk.files.isEmpty, let problem = walk.problems.first {
            throw ToolFailure.usage("The folder of overlays can't be used: \(problem.error.message)")
        }
        return try SourceFolderStore(walk.files, maximumBytes: maximumBytes)
    }
}
