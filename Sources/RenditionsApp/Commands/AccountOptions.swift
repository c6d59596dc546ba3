internal import ArgumentParser
internal import RenditionsAWS

/// The account of a deployment, and its state machines.
struct AccountOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the ARNs of state machines begin with. (default: RENDITIONS_STATE_MACHINES)", valueName: "arn"))
    var stateMachines: String?

    @Option(help: ArgumentHelp("The region. (default: AWS_REGION, or the profile's)", valueName: "name"))
    var region: String?

    @Option(help: ArgumentHelp("The profile of ~/.aws with the credentials. (default: AWS_PROFILE)", valueName: "name"))
    var profile: String?

    /// Whether any of them was given.
    var isGiven: Bool { [stateMachines, region, profile].contains { $0 != nil } }

    /// The variables of the process, with what was given in their place.
    func environment(on console: Console) -> [String: String] {
        let given = ["RENDITIONS_STATE_MACHINES": stateMachines, "AWS_PROFILE": profile].compactMapValues(\.self)
        return console.environment.merging(given) { $1 }
    }

    /// The account that must own the buckets, as `RENDITIONS_ACCOUNT` says it; nil where nothing does.
    ///
    /// - Throws: ``ToolFailure`` where it is no account.
    func owner(on console: Console) throws -> String? {
        guard let owner = environment(on: console)["RENDITIONS_ACCOUNT"], !owner.isEmpty else { return nil }
        guard S3ObjectStore.Configuration.isAccount(owner) else {
            throw ToolFailure.usage("RENDITIONS_ACCOUNT is not an account. Write its twelve digits.")
        }
        return owner
    }

    /// Lends the account for the time of `body`.
    ///
    /// - Throws: `StoreError` with code `invalid-request`, and what `body` throws.
    func withAccount<Result>(
        on console: Console, _ body: (AWSAccount) async throws -> Result
    ) async throws -> Result {
        let environment = environment(on: console)
        let account = try await AWSAccount.load(environment: environment, home: environment["HOME"], region: region)
        let result: Result
        do {
            result = try await body(account)
        } catch {
            try await account.shutdown()
            throw error
        }
        try await account.shutdown()
        return result
    }
}
