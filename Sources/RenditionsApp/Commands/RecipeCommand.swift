internal import ArgumentParser

/// `renditions recipe`.
struct RecipeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipe",
        abstract: "Checks recipes, prints the built-in ones, and tells what may stand in them.",
        subcommands: [RecipeValidateCommand.self, RecipeShowCommand.self, RecipeOperationsCommand.self])
}
