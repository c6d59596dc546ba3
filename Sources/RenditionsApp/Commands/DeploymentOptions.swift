internal import ArgumentParser
internal import RenditionsAWS

/// Where the stores of a deployment are: options before the variables that its functions have.
struct DeploymentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The place of originals. (default: RENDITIONS_ORIGINALS)", valueName: "s3-url"))
    var originals: String?

    @Option(help: ArgumentHelp("The place of renditions. (default: RENDITIONS_RENDITIONS)", valueName: "s3-url"))
    var renditions: String?

    @Option(help: ArgumentHelp("The place of the quarantine. (default: RENDITIONS_QUARANTINE)", valueName: "s3-url"))
    var quarantine: String?

    @Option(help: ArgumentHelp("The place of the API's notes. (default: RENDITIONS_NOTES)", valueName: "s3-url"))
    var notes: String?

    @Option(help: ArgumentHelp("The table of records. (default: RENDITIONS_TABLE)", valueName: "name"))
    var table: String?

    @OptionGroup var workflows: WorkflowsOption

    private var given: [String: String] {
        [
            "RENDITIONS_ORIGINALS": originals, "RENDITIONS_RENDITIONS": renditions, "RENDITIONS_QUARANTINE": quarantine,
            "RENDITIONS_NOTES": notes, "RENDITIONS_TABLE": table,
        ].compactMapValues(\.self)
    }

    /// Whether any of them was given.
    var isGiven: Bool { !given.isEmpty || !workflows.names.isEmpty }

    /// - Parameter environment: what counts where there is no option.
    func settings(_ environment: [String: String]) -> DeploymentSettings {
        DeploymentSettings(environment: environment.merging(given) { $1 })
    }
}
