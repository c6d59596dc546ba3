internal import AWSClient
internal import RenditionsWorkflow

/// Looks at functions of Lambda, as far as whoever asks may.
struct FunctionCheckup: Sendable {
    /// What is expected of one.
    struct Wanted: Sendable {
        /// Its name, or its ARN with or without a version.
        var name: String
        /// Seconds that it must be allowed at least; nil for any.
        var timeout: Int?
    }

    /// What must be the same of all functions of a deployment.
    struct Program: Sendable {
        /// The function's, as people call it.
        var name: String
        /// What `RENDITIONS_RECIPE` names; nil for nothing.
        var recipe: String?
        /// The archive's SHA-256; nil where Lambda does not say it.
        var archive: String?
    }

    let calls: FunctionCalls
    let settings: DeploymentSettings

    /// - Returns: what was found, and what is carried out there, where that could be seen.
    /// - Throws: `CancellationError`.
    func examine(_ wanted: Wanted) async throws -> (DeploymentFinding, Program?) {
        let name = Self.shortName(wanted.name)
        let subject = "function \(name)"
        func finding(_ verdict: DeploymentFinding.Verdict, _ text: String) -> DeploymentFinding {
            DeploymentFinding(subject, .function, verdict, text)
        }
        var program: Program?
        do {
            let found = try await calls.configuration(of: wanted.name)
            let recipe = found["Environment"]?["Variables"]?["RENDITIONS_RECIPE"]?.stringValue
            program = Program(
                name: name, recipe: recipe?.isEmpty == true ? nil : recipe, archive: found["CodeSha256"]?.stringValue)
            let faults = self.faults(of: found, wanted)
            if !faults.isEmpty { return (finding(.failed, faults.joined(separator: " ")), program) }
            if try await isSwitchedOff(wanted.name) {
                return (finding(.warning, "It may not run: its reserved concurrency is 0. Raise it."), program)
            }
            let version = found["Version"]?.stringValue ?? "$LATEST"
            return (finding(.fine, "ready, \(version == "$LATEST" ? "the latest" : "version \(version)")"), program)
        } catch let error as AWSError {
            let missing = "There is no such function. Deploy it."
            return (DeploymentFinding(subject, .function, error, missing: missing), program)
        }
    }

    private func faults(of found: JSONValue, _ wanted: Wanted) -> [String] {
        var faults: [String] = []
        if let state = found["State"]?.stringValue, state != "Active", state != "Inactive" {
            faults.append("It is \(state.lowercased()): \(found["StateReason"]?.stringValue ?? "no reason is given").")
        }
        if let least = wanted.timeout, let timeout = found["Timeout"]?.integerValue, timeout < least {
            faults.append("It has \(timeout) s, and the workflows' longest step \(least) s. Raise its timeout.")
        }
        let variables = found["Environment"]?["Variables"]
        let differing = settings.variables.filter { variables?[$0.key]?.stringValue != $0.value }.keys.sorted()
        if !differing.isEmpty {
            faults.append(
                "It is told otherwise by \(differing.joined(separator: ", ")). Deploy it anew, or set the same here.")
        }
        return faults
    }

    private func isSwitchedOff(_ name: String) async throws -> Bool {
        do {
            let found = try await calls.concurrency(of: Self.unqualified(name))
            return found["ReservedConcurrentExecutions"]?.integerValue == 0
        } catch let error as AWSError where error.code == .notFound {
            return false
        }
    }

    /// What people call it: without account and region.
    static func shortName(_ name: String) -> String {
        guard name.hasPrefix("arn:") else { return name }
        return name.split(separator: ":").dropFirst(6).joined(separator: ":")
    }

    /// Without a version.
    private static func unqualified(_ name: String) -> String {
        name.hasPrefix("arn:") ? name.split(separator: ":").prefix(7).joined(separator: ":") : name
    }
}
