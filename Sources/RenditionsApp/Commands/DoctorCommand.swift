internal import ArgumentParser
internal import RenditionsAWS
internal import RenditionsVips

/// `renditions doctor`.
struct DoctorCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tells what this machine can do, and whether it is safe to take files from strangers.",
        usage: """
            renditions doctor [<options>]
            renditions doctor --aws [<options>]
            """,
        discussion: """
            Formats, fonts and dangerous features are tried out, not told from version numbers: every encoder writes \
            and every decoder reads a small picture, and files that are known to hang, swell or leak elsewhere go \
            through the engine. The exit status is 3 when one of them is not refused, or libvips can't be started.

            With --aws a deployment is looked at instead, with the credentials that AWS's own tools would take: \
            whether buckets, table, state machines, functions and what carries events between them are there and are \
            what they must be, and whether something was given up. Nothing is changed, and no secret is shown. Where \
            the deployment is, is told by the variables that its functions have, RENDITIONS_ORIGINALS and so on, or by \
            options. The exit status is 3 when something is wrong.
            """)

    @Flag(help: "Prints one JSON object.")
    var json = false

    @Flag(help: "Looks at a deployment to AWS.")
    var aws = false

    @OptionGroup(title: "Options of a deployment") var deployment: DeploymentOptions

    @OptionGroup(title: "Options of its account") var account: AccountOptions

    @OptionGroup(title: "Options of the engine") var engine: EngineOptions

    func validate() throws {
        guard aws || !deployment.isGiven && !account.isGiven else {
            throw ValidationError("Options of a deployment need --aws.")
        }
    }

    func run(on console: Console) async throws {
        if aws { return try await examineDeployment(on: console) }
        let engine = try engine.engine(threads: VipsEngineConfiguration.processorCount)
        let report = try await Doctor(engine: engine).examine()
        if json {
            console.print(try JSONText.page(report))
        } else {
            for line in report.lines { console.print(line) }
        }
        guard report.probes.allSatisfy(\.isSafe) else {
            console.complain(
                "unsafe", "This installation does not refuse what it must. Do not give it files of strangers.")
            throw ExitStatus.environment
        }
    }

    private func examineDeployment(on console: Console) async throws {
        let settings = deployment.settings(account.environment(on: console))
        let findings = try await account.withAccount(on: console) { account in
            try await DeploymentCheckup(
                account: account, settings: settings,
                workflows: deployment.workflows.load().map { ($0.name, $0.machine) }
            ).examine()
        }
        if json {
            console.print(try JSONText.page(["findings": findings]))
        } else {
            var table = TextTable(["verdict", "what", "finding"])
            for finding in findings {
                let verdict = finding.verdict == .failed ? "FAILED" : finding.verdict.rawValue
                table.append([verdict, finding.subject.printable, finding.text.printable])
            }
            for line in table.lines { console.print(line) }
        }
        let failed = findings.filter { $0.verdict == .failed }.count
        guard failed == 0 else {
            console.complain("deployment", "\(Amount.count(failed, "thing")) must be set right.")
            throw ExitStatus.environment
        }
        let rest = findings.filter { $0.verdict != .fine }.count
        if rest > 0 { console.note("\(Amount.count(rest, "thing")) could be better, or could not be seen.") }
    }
}
