internal import ArgumentParser

/// `renditions`.
struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renditions",
        abstract: "Turns photographs into what a site serves.",
        discussion: """
            A recipe says which renditions are made of every original: sizes, crops, watermarks, formats. Start with

              renditions process photos --recipe web --out site

            \(ExitStatus.documentation)
            """,
        version: Self.versionText,
        subcommands: [
            ProcessCommand.self, WatchCommand.self, RenderCommand.self, InspectCommand.self, PlanCommand.self,
            RecipeCommand.self, ListCommand.self, WorkflowCommand.self, RerenderCommand.self, QuarantineCommand.self,
            EraseCommand.self, SweepCommand.self, DeployCommand.self, DoctorCommand.self, SamplesCommand.self,
        ])

    static let versionText = "0.1.0"
}
