internal import ArgumentParser

/// `renditions rerender`.
struct RerenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerender",
        abstract: "Finds what an older recipe or libvips made, or what is missing, and makes it anew.",
        subcommands: [RerenderPlanCommand.self, RerenderApplyCommand.self])
}
