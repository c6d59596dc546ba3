internal import ArgumentParser
internal import RenditionsAWS

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A backfill that a deployment does.
struct RemoteRerenderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Looks at originals whose keys begin so, and at no others.", valueName: "prefix"))
    var prefix: String?

    @Option(
        help: ArgumentHelp(
            "Tells this backfill from others of the same originals: letters, digits and dashes. (default: today's date)",
            valueName: "name"))
    var run: String?

    @OptionGroup var account: AccountOptions

    /// Whether any of them was given.
    var isGiven: Bool { prefix != nil || run != nil || account.isGiven }

    func validate() throws {
        guard let run else { return }
        let isPlain = run.utf8.allSatisfy { byte in
            ("a"..."z").contains(Character(UnicodeScalar(byte))) || ("A"..."Z").contains(Character(UnicodeScalar(byte)))
                || ("0"..."9").contains(Character(UnicodeScalar(byte))) || byte == UInt8(ascii: "-")
        }
        guard isPlain, (1...32).contains(run.utf8.count) else {
            throw ValidationError("--run must be 1 to 32 letters, digits and dashes.")
        }
    }

    /// Begins it, or joins the one that is under way, and follows it to its end.
    ///
    /// - Throws: ``ToolFailure``, `StoreError`, `WorkflowError`; ``ExitStatus`` when originals failed.
    func apply(originals: String?, trustsRecords: Bool, on console: Console) async throws {
        let environment = account.environment(on: console)
        let place = try RemoteRerender.Place(
            originals: originals ?? environment["RENDITIONS_ORIGINALS"],
            renditions: environment["RENDITIONS_RENDITIONS"], machines: environment["RENDITIONS_STATE_MACHINES"],
            owner: try account.owner(on: console))
        let run = self.run ?? String(Date().formatted(.iso8601).prefix(10))
        try await account.withAccount(on: console) { account in
            let rerender = try RemoteRerender(place, account: account)
            try await rerender.apply(
                prefix: prefix ?? "", trustsRecords: trustsRecords, run: run, on: console)
        }
    }
}
