internal import ArgumentParser
internal import Renditions
internal import RenditionsVips

/// `renditions plan`.
struct PlanCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Explains how a recipe's renditions would be made of an original.",
        discussion: """
            Shows how small the original is decoded and what prevents smaller, the tree of steps with their sizes, \
            which rendition is made from which, and the memory that is expected. Reads no pixels.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("An image file.", valueName: "file"))
    var file: String

    @OptionGroup var recipe: RecipeOption

    @Flag(help: "Prints the plan itself as JSON.")
    var json = false

    @OptionGroup var engine: EngineOptions

    func run(on console: Console) async throws {
        let recipe = try recipe.load()
        let engine = try engine.engine(threads: 1)
        let info: ImageInfo
        do {
            info = try await engine.probe(try Inspection.source(file, limit: engine.limits.inputBytes))
        } catch let error as StoreError {
            console.complain(error.code.description, "\(file.printable): \(error.message.inToolWords)")
            throw ExitStatus.someFailed
        }
        let plan = try RenderPlan(recipe.renditions, for: info, on: engine)
        guard !json else { return console.print(try JSONText.page(plan)) }
        let explanation = PlanExplanation(plan: plan, info: info) { engine.decodedSize(of: info, for: $0) }
        for line in explanation.lines { console.print(line) }
    }
}
