internal import ArgumentParser
internal import Renditions

/// `renditions recipe show`.
struct RecipeShowCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a recipe, to start from.",
        discussion: "Without a name, lists the built-in recipes. Defaults are left out.")

    @Argument(help: ArgumentHelp("web, avatar, product, or a recipe file.", valueName: "name"))
    var name: String?

    @Flag(help: "Prints JSON instead of YAML.")
    var json = false

    func run(on console: Console) async throws {
        guard let name else {
            for recipe in Recipe.builtIn {
                console.print("\(recipe.name)  \(recipe.renditions.map(\.name).joined(separator: ", "))")
            }
            return
        }
        let recipe = try RecipeDocument.recipe(named: name)
        if json { return console.print(try JSONText.page(recipe)) }
        console.print(try RecipeDocument.text(of: recipe))
    }
}
