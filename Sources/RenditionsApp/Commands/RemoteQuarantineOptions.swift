internal import ArgumentParser
internal import RenditionsAWS
internal import RenditionsTasks

/// The quarantine of a deployment.
struct RemoteQuarantineOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The place of the quarantine. (default: RENDITIONS_QUARANTINE)", valueName: "s3-url"))
    var quarantine: String?

    @Option(help: ArgumentHelp("The table of records. (default: RENDITIONS_TABLE)", valueName: "name"))
    var table: String?

    @OptionGroup var account: AccountOptions

    /// Whether any of them was given.
    var isGiven: Bool { quarantine != nil || table != nil || account.isGiven }

    /// Lends the quarantine for the time of `body`.
    ///
    /// - Throws: ``ToolFailure``, `StoreError`, and what `body` throws.
    func withQuarantine<Result>(
        on console: Console, _ body: (RemoteQuarantine, AWSAccount) async throws -> Result
    ) async throws -> Result {
        let environment = account.environment(on: console)
        let place = try S3Location(quarantine ?? environment["RENDITIONS_QUARANTINE"], named: "RENDITIONS_QUARANTINE")
        let table = try ToolFailure.unlessMissing(table ?? environment["RENDITIONS_TABLE"], "RENDITIONS_TABLE")
        let owner = try account.owner(on: console)
        return try await account.withAccount(on: console) { account in
            let remote = RemoteQuarantine(
                quarantine: Quarantine(try place.store(in: account, owner: owner)),
                records: try DynamoDBMetadataStore(table: table, account: account))
            return try await body(remote, account)
        }
    }
}
