internal import Renditions
internal import RenditionsApp
internal import RenditionsVips

/// What the settings come to, before anything is made of it: whatever is wrong with them is found here.
struct ServerPlan: Sendable {
    let access: ServerAccess
    let recipe: Recipe
    let engine: VipsEngine
    /// Nil where the recipe uses none.
    let overlays: SourceFolderStore?

    /// - Throws: ``ToolFailure``, `RenderError`.
    init(_ settings: ServerSettings) async throws {
        do {
            recipe = try RecipeDocument.recipe(named: settings.recipe)
        } catch var error as RenderError {
            error.message = "recipe (\(settings.recipe.printable)): \(error.message)"
            throw error
        }
        engine = try VipsEngine(settings.processing.engine)
        overlays = try await OverlaysFolder(
            path: settings.storage.overlays.isEmpty ? nil : settings.storage.overlays, name: "storage.overlays"
        ).store(for: recipe, maximumBytes: engine.limits.inputBytes)
        access = try await ServerAccess(settings.access)
    }
}
