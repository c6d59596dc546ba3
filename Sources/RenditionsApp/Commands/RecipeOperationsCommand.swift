internal import ArgumentParser
internal import Renditions

/// `renditions recipe operations`.
struct RecipeOperationsCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "operations",
        abstract: "Lists operations and encodings with their parameters, ranges and defaults.")

    @Argument(help: ArgumentHelp("One operation or encoding; without it, all.", valueName: "name"))
    var name: String?

    @Flag(help: "Prints Markdown, for documentation.")
    var markdown = false

    func run(on console: Console) async throws {
        var entries = ReferenceEntry.operations + ReferenceEntry.encodings
        // Not a format of files, so that the list of all leaves it out.
        if name == ReferenceEntry.raw.name { entries.append(.raw) }
        if let name {
            let known = entries.map(\.name)
            entries = entries.filter { $0.name == name }
            guard !entries.isEmpty else {
                throw ToolFailure.usage(
                    "There is no operation or encoding \(name.printable); known are \(known.joined(separator: ", ")).")
            }
        }
        let lines = entries.flatMap { markdown ? $0.markdown : $0.lines }
        for line in lines { console.print(line) }
    }
}
