internal import AWSClient
internal import Renditions
internal import RenditionsWorkflow

/// What the resources of a deployment are called in policies.
package struct DeployedPlaces: Sendable {
    /// The ARN of the bucket of originals.
    let originals: String
    /// The ARN of the bucket of everything else that is objects.
    let renditions: String
    let table: String
    /// The queue of events.
    let queue: String
    private let prefix: @Sendable (StoreUses.Store) -> String
    private let names: @Sendable (Name) -> String

    private enum Name {
        case machine(String)
        case execution(String)
        case function(String)
        case log(String)
        case dead(String)
    }

    /// As the templates in `Deploy/aws/policies` have them, for Terraform to fill in.
    package static let template = DeployedPlaces(
        originals: "${originals}", renditions: "${renditions}", table: "${table}", queue: "${queue}",
        prefix: { "${prefixes.\($0.rawValue)}" },
        names: { name in
            switch name {
            case .machine(let workflow): "${machines.\(workflow)}"
            case .execution(let workflow): "${executions.\(workflow)}:*"
            case .function(let function): "${\(function)}"
            // Each function has one of its own.
            case .log: "${log_group}"
            case .dead(let function): "${\(function)_dead}"
            }
        })

    private init(
        originals: String, renditions: String, table: String, queue: String,
        prefix: @escaping @Sendable (StoreUses.Store) -> String, names: @escaping @Sendable (Name) -> String
    ) {
        self.originals = originals
        self.renditions = renditions
        self.table = table
        self.queue = queue
        self.prefix = prefix
        self.names = names
    }

    /// As a deployment of `Deploy/aws` calls them.
    ///
    /// - Parameters:
    ///   - name: what every name begins with, as `renditions`.
    ///   - account: twelve digits.
    ///   - originalsPrefix: what the keys of originals begin with in their bucket, with a slash at its end; empty for all.
    /// - Returns: nil for what can't be a region.
    package init?(name: String, account: String, regionName region: String, originalsPrefix: String = "") {
        guard let partition = try? AWSRegion(region).partition else { return nil }
        let home = "\(region):\(account)"
        self.init(
            originals: "arn:\(partition):s3:::\(name)-originals-\(account)-\(region)",
            renditions: "arn:\(partition):s3:::\(name)-renditions-\(account)-\(region)",
            table: "arn:\(partition):dynamodb:\(home):table/\(name)-records",
            queue: "arn:\(partition):sqs:\(home):\(name)-ingest",
            prefix: { $0 == .originals ? originalsPrefix : "\($0.rawValue)/" },
            names: { kind in
                switch kind {
                case .machine(let workflow): "arn:\(partition):states:\(home):stateMachine:\(name)-\(workflow)"
                case .execution(let workflow): "arn:\(partition):states:\(home):execution:\(name)-\(workflow):*"
                case .function(let function): "arn:\(partition):lambda:\(home):function:\(name)-\(function)"
                case .log(let function): "arn:\(partition):logs:\(home):log-group:/aws/lambda/\(name)-\(function)"
                case .dead(let function): "arn:\(partition):sqs:\(home):\(name)-\(function)-dead"
                }
            })
    }

    /// The bucket in which a store's objects lie.
    func bucket(of store: StoreUses.Store) -> String { store == .originals ? originals : renditions }

    /// All objects of a store.
    func objects(of store: StoreUses.Store) -> String { "\(bucket(of: store))/\(keys(of: store))" }

    /// A pattern of all keys that a store's objects have in their bucket.
    func keys(of store: StoreUses.Store) -> String { prefix(store) + "*" }

    func machine(_ workflow: String) -> String { names(.machine(workflow)) }

    /// All executions of a machine.
    func executions(_ workflow: String) -> String { names(.execution(workflow)) }

    /// All executions of the items of a machine's distributed maps.
    func items(_ workflow: String) -> String {
        let executions = executions(workflow)
        return executions.hasSuffix(":*") ? String(executions.dropLast(2)) + "/*" : executions
    }

    /// What has come of the items of distributed maps, as Step Functions writes it down.
    var results: String { "\(renditions)/\(DeployedPlaces.resultsPrefix)*" }

    /// Beside the prefixes of stores.
    package static let resultsPrefix = "rerender/"

    /// All versions of a function.
    func versions(of function: String) -> String { names(.function(function)) + ":*" }

    func log(of function: String) -> String { names(.log(function)) + ":*" }

    func deadLetters(of function: String) -> String { names(.dead(function)) }
}
