internal import ArgumentParser
internal import Renditions

/// `renditions recipe validate`.
struct RecipeValidateCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks recipe files.",
        discussion: """
            The first fault of each is named with its path, such as renditions[0].operations[1].resize.width. The exit \
            status is 0 when all are valid, otherwise 2.
            """)

    @Argument(help: ArgumentHelp("Recipe files, YAML or JSON, or names of built-in recipes.", valueName: "file"))
    var files: [String]

    func run(on console: Console) async throws {
        var failed = false
        for file in files {
            do {
                let recipe = try RecipeDocument.recipe(named: file)
                console.print("\(file.printable): valid; \(Amount.count(recipe.renditions.count, "rendition"))")
            } catch let error as RenderError {
                console.complain(error.code.description, "\(file.printable): \(error.message)")
                failed = true
            }
        }
        if failed { throw ExitStatus.usage }
    }
}
