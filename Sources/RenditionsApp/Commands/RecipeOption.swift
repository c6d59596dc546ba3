internal import ArgumentParser
internal import Renditions

/// `--recipe`.
struct RecipeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What to make: a YAML or JSON file, or one of the built-in recipes web, avatar, product; `renditions recipe "
                + "show web` prints one to start from.", valueName: "file|name"))
    var recipe: String

    func validate() throws { try PathCheck.refuseEmpty("--recipe", recipe) }

    /// - Throws: `RenderError` with codes `invalid-recipe`, `invalid-operation`, `invalid-encoding`.
    func load() throws -> Recipe { try RecipeDocument.recipe(named: recipe) }
}
