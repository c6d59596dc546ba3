internal import ArgumentParser
internal import Renditions
internal import RenditionsAWS
internal import RenditionsWorkflow

/// `renditions deploy policy`.
struct DeployPolicyCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Prints what each role of a deployment may do.",
        usage: """
            renditions deploy policy [--function <role>] [--workflow <name|file> ...]
                [--task <name=access> ...] [--process <workflow>] [--json]
                [--out <folder>]
                [--account <id> --region <region> [--originals-prefix <prefix>]]
            """,
        discussion: """
            Nothing of it is written by hand: the tasks that the workflows name, the triggers and the API declare what \
            they do to the stores and ask of the runner, and the stores know which permissions that takes. \
            Deploy/aws/policies holds what this prints.
            """)

    @Option(help: ArgumentHelp("Of one role alone: tasks, ingest, api or workflows.", valueName: "role"))
    var function: DeployedFunction?

    @OptionGroup var workflows: WorkflowsOption

    @Option(
        help: ArgumentHelp(
            "What a task of your own does to the stores, as in screen-image=originals:read,records:read+write. Repeat for "
                + "more. \(DeclaredTask.words)",
            valueName: "name=access"))
    var task: [DeclaredTask] = []

    @Option(
        help: ArgumentHelp("The workflow that uploads begin, which the functions are made with.", valueName: "workflow")
    )
    var process = ShippedWorkflow.processImage.rawValue

    @Option(help: ArgumentHelp("What the names of a deployment begin with.", valueName: "name"))
    var name = "renditions"

    @Option(help: ArgumentHelp("Writes ARNs out, of this account; otherwise Terraform fills them in.", valueName: "id"))
    var account: String?

    @Option(help: ArgumentHelp("The deployment's region, with --account.", valueName: "region"))
    var region: String?

    @Option(
        help: ArgumentHelp(
            "What the keys of originals begin with in their bucket, with --account; the variable originals_prefix.",
            valueName: "prefix"))
    var originalsPrefix: String?

    @Option(help: ArgumentHelp("Writes a file for each role into this folder.", valueName: "folder"))
    var out: String?

    @Flag(help: "Prints documents of IAM.")
    var json = false

    func validate() throws {
        try PathCheck.refuseEmpty("--out", out)
        // It is a name in Terraform too.
        let isPlain = process.utf8.allSatisfy { byte in
            let character = Character(UnicodeScalar(byte))
            return ("a"..."z").contains(character) || ("A"..."Z").contains(character)
                || ("0"..."9").contains(character) || character == "-" || character == "_"
        }
        guard isPlain, let first = process.first, first.isLetter, process.utf8.count <= 64 else {
            throw ValidationError(
                "--process must be a workflow's name: letters, digits, dashes and underscores, beginning with a letter."
            )
        }
        guard (account == nil) == (region == nil) else {
            throw ValidationError("--account and --region go together.")
        }
        if let account, !(account.utf8.count == 12 && account.allSatisfy { ("0"..."9").contains($0) }) {
            throw ValidationError("--account must be twelve digits.")
        }
        guard let originalsPrefix else { return }
        guard account != nil else { throw ValidationError("--originals-prefix goes with --account.") }
        // Stars and question marks are patterns to a policy, and a dollar begins a variable.
        guard originalsPrefix.hasSuffix("/"), (try? ObjectKey(originalsPrefix + "x")) != nil,
            !originalsPrefix.contains(where: { "*?$".contains($0) })
        else {
            throw ValidationError("--originals-prefix must be what keys begin with, and end with a slash: photos/.")
        }
    }

    func run(on console: Console) async throws {
        let (places, workflows) = (try places(), try workflows.load())
        let roles = function.map { [$0] } ?? DeployedFunction.allCases
        let policies = try roles.map { role in
            (role, try role.policy(for: workflows, tasks: task, process: process, at: places))
        }
        try refuseUnknown(workflows)
        if let out {
            try FileWriter.makeFolder(out)
            for (role, policy) in policies {
                let name = role.rawValue + (account == nil ? ".json.tftpl" : ".json")
                try FileWriter.write(policy.document.prettyJSON, to: "\(out)/\(name)")
            }
        } else if json {
            // One by itself, so that it can be handed on.
            let all = JSONObject(policies.map { .init(key: $0.0.rawValue, value: $0.1.document) })
            console.print((policies.count == 1 ? policies[0].1.document : .object(all)).prettyJSON)
        } else {
            for line in Self.table(policies) { console.print(line) }
        }
    }

    /// A name with a typing mistake would give a policy that lets nothing run.
    ///
    /// - Throws: ``ToolFailure``.
    private func refuseUnknown(_ workflows: [DeployedWorkflow]) throws {
        guard workflows.contains(where: { $0.name == process }) || ShippedWorkflow(rawValue: process) != nil else {
            throw ToolFailure.usage(
                "--process \(process) is none of the workflows. Name its document by --workflow too.")
        }
        let named = workflows.reduce(into: Set<TaskName>()) { $0.formUnion($1.machine.tasks) }
        if let unused = task.first(where: { !named.contains($0.name) }) {
            throw ToolFailure.usage(
                "No workflow has the task \(unused.name.rawValue). Name the workflow that has it by --workflow.")
        }
    }

    /// - Throws: ``ToolFailure`` for a region that is none.
    private func places() throws -> DeployedPlaces {
        guard let account, let region else { return .template }
        guard
            let places = DeployedPlaces(
                name: name, account: account, regionName: region, originalsPrefix: originalsPrefix ?? "")
        else {
            throw ToolFailure.usage("\(region.printable) is no region.")
        }
        return places
    }

    private static func table(_ policies: [(DeployedFunction, RolePolicy)]) -> [String] {
        var table = TextTable(["role", "statement", "actions", "resources"])
        for (role, policy) in policies {
            for statement in policy.statements {
                let rows = max(statement.actions.count, statement.resources.count)
                for row in 0..<rows {
                    table.append([
                        row == 0 ? role.rawValue : "", row == 0 ? statement.id : "",
                        row < statement.actions.count ? statement.actions[row] : "",
                        row < statement.resources.count ? statement.resources[row] : "",
                    ])
                }
            }
        }
        return table.lines
    }
}
