internal import Renditions

/// Where the parts of a deployment are, as its functions are told by variables.
package struct DeploymentSettings: Sendable {
    /// By the names of variables; those that are not set, or empty, are missing.
    package var variables: [String: String]

    static let originals = "RENDITIONS_ORIGINALS"
    static let table = "RENDITIONS_TABLE"
    static let machines = "RENDITIONS_STATE_MACHINES"
    /// Those that name places for objects, the originals first.
    static let locations = [originals, "RENDITIONS_RENDITIONS", "RENDITIONS_QUARANTINE", "RENDITIONS_NOTES"]
    /// All that a deployment has.
    package static let names = locations + [table, machines]

    /// - Parameter environment: of a process; other variables are passed over.
    package init(environment: [String: String]) {
        variables = environment.filter { Self.names.contains($0.key) && !$0.value.isEmpty }
    }

    func location(_ name: String) -> S3Location? { variables[name].flatMap { S3Location($0) } }

    /// The buckets, each once, the originals' first.
    var buckets: [String] {
        Self.locations.compactMap { location($0)?.bucket }.reduce(into: []) { buckets, bucket in
            if !buckets.contains(bucket) { buckets.append(bucket) }
        }
    }

    /// What can be said of the settings by themselves.
    var findings: [DeploymentFinding] {
        Self.names.compactMap(fault(of:)).map { DeploymentFinding("settings", .settings, .failed, $0) }
            + overlaps.map { DeploymentFinding("settings", .settings, .failed, $0) }
    }

    private func fault(of name: String) -> String? {
        guard let value = variables[name] else { return "\(name) is not set. Take it from the deployment's outputs." }
        if Self.locations.contains(name), S3Location(value) == nil {
            return "\(name) is not the place of objects. Write it like s3://bucket/prefix/."
        }
        if name == Self.machines, (try? MachineNames(value)) == nil {
            return "\(name) is not what ARNs of state machines begin with. Write it like "
                + "arn:aws:states:eu-central-1:123456789012:stateMachine:renditions-."
        }
        return nil
    }

    /// What is made must not be taken for something to make things of.
    private var overlaps: [String] {
        guard let originals = location(Self.originals) else { return [] }
        return Self.locations.dropFirst().filter { location($0)?.overlaps(originals) == true }.map {
            "\($0) and \(Self.originals) overlap: what is made there would be processed again. Separate them."
        }
    }
}
