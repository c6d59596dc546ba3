internal import AWSClient
package import Renditions
package import RenditionsWorkflow

extension RolePolicy {
    /// Of a function's role, from what the function's parts declare that they do.
    ///
    /// - Parameters:
    ///   - function: its name in the deployment, as `tasks`.
    ///   - workflows: those of which it asks the runner anything.
    ///   - takesEvents: whether it is given what is in the queue of events.
    package init(
        function: String, stores: StoreUses, runner: Set<RunnerUse> = [], workflows: [String] = [],
        takesEvents: Bool = false, at places: DeployedPlaces
    ) {
        self.init(
            (takesEvents ? [Self.taking(places)] : []) + Self.objects(stores, places) + Self.records(stores, places)
                + Self.executions(runner, workflows, places) + Self.every(function, places))
    }

    private static func taking(_ places: DeployedPlaces) -> PolicyStatement {
        PolicyStatement(
            "TakeEvents", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], on: [places.queue])
    }

    /// What every function does: logs of its own, traces, which know no resources, and its dead letters.
    private static func every(_ function: String, _ places: DeployedPlaces) -> [PolicyStatement] {
        [
            PolicyStatement(
                "WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], on: [places.log(of: function)]),
            PolicyStatement("Trace", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], on: ["*"]),
            PolicyStatement("GiveUp", ["sqs:SendMessage"], on: [places.deadLetters(of: function)]),
        ]
    }

    private static func objects(_ uses: StoreUses, _ places: DeployedPlaces) -> [PolicyStatement] {
        let stores = StoreUses.Store.allCases.filter { $0 != .records && uses.stores.contains($0) }
        let buckets: [(StoreUses.Store, String)] = [(.originals, "Originals"), (.renditions, "Renditions")]
        return stores.flatMap { objects(of: $0, uses[$0], places) }
            + buckets.flatMap { bucket, name in
                let there = stores.filter { places.bucket(of: $0) == places.bucket(of: bucket) }
                return self.bucket(name, Set(there.flatMap { uses[$0] }), places.bucket(of: bucket))
            }
    }

    /// What only reads, and perhaps deletes, says so for itself.
    private static func objects(
        of store: StoreUses.Store, _ actions: Set<StoreUses.Action>, _ places: DeployedPlaces
    ) -> [PolicyStatement] {
        let name = store.rawValue.capitalizedFirst
        let groups: [(String, Set<StoreUses.Action>)] =
            actions.contains(.write)
            ? [("Keep", actions)]
            : [("Read", actions.intersection([.read])), ("Erase", actions.intersection([.delete]))]
        return groups.map { verb, actions in
            PolicyStatement(
                verb + name, actions.flatMap { S3ObjectStore.permissions(for: $0) }, on: [places.objects(of: store)])
        }
    }

    /// Who lists a bucket, and who has to be told that an object is not there.
    private static func bucket(
        _ name: String, _ actions: Set<StoreUses.Action>, _ bucket: String
    ) -> [PolicyStatement] {
        guard !actions.isDisjoint(with: [.list, .read]) else { return [] }
        return [
            PolicyStatement(
                (actions.contains(.list) ? "List" : "Miss") + name, S3ObjectStore.bucketPermissions, on: [bucket])
        ]
    }

    private static func records(_ uses: StoreUses, _ places: DeployedPlaces) -> [PolicyStatement] {
        let actions = uses[.records]
        return [
            PolicyStatement(
                (actions.isDisjoint(with: [.write, .delete]) ? "Read" : "Keep") + "Records",
                actions.flatMap { DynamoDBMetadataStore.permissions(for: $0) }, on: [places.table]),
            PolicyStatement(
                "ListRecords", actions.contains(.list) ? DynamoDBMetadataStore.indexPermissions : [],
                on: [places.table + "/index/*"]),
        ]
    }

    /// Which machines there are a function need not ask, because its runner is told of whose executions it lists.
    private static func executions(
        _ uses: Set<RunnerUse>, _ workflows: [String], _ places: DeployedPlaces
    ) -> [PolicyStatement] {
        func actions(_ target: StepFunctionsRunner.Target) -> [String] {
            uses.flatMap { StepFunctionsRunner.permissions(for: $0, on: target) }
        }
        let machines = workflows.map(places.machine)
        let onMachines = actions(.machine)
        func statement(_ id: String, _ action: String) -> PolicyStatement {
            PolicyStatement(id, onMachines.filter { $0 == action }, on: machines)
        }
        return [
            statement("BeginExecutions", "states:StartExecution"),
            PolicyStatement("FollowExecutions", actions(.execution), on: workflows.map(places.executions)),
            statement("KnowMachines", "states:DescribeStateMachine"),
            statement("ListExecutions", "states:ListExecutions"),
        ]
    }
}
