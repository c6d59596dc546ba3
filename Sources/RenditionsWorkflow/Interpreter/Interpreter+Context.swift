extension Interpreter {
    /// The context object (`$$`) as a state sees it.
    func context(_ strand: Strand, _ definition: StateDefinition, item: Strand.Item? = nil) -> JSONValue {
        let identity = snapshot.identity
        let child = strand.child.flatMap { snapshot.children[$0] }
        let startedAt = child?.startedAt ?? snapshot.startedAt ?? now
        let name = child.map { "\(identity.name)/\($0.name)" } ?? identity.name
        var execution: JSONObject = [
            "Id": .string(child.map { "\(identity.executionID)/\($0.name)" } ?? identity.executionID),
            "Input": child?.input ?? snapshot.input,
            "StartTime": .string(Timestamp(startedAt).text),
            "Name": .string(name),
            "RoleArn": "arn:aws:iam::000000000000:role/local",
            "RedriveCount": .integer(snapshot.redrives),
        ]
        if child == nil, let time = snapshot.redrivenAt { execution["RedriveTime"] = .string(Timestamp(time).text) }
        var context: JSONObject = [
            "Execution": .object(execution),
            "StateMachine": ["Id": .string(identity.machineID), "Name": .string(identity.workflow)],
            "State": [
                "Name": .string(definition.name), "EnteredTime": .string(Timestamp(strand.enteredAt).text),
                "RetryCount": .integer(strand.retryCount),
            ],
        ]
        if let item = item ?? strand.item {
            context["Map"] = ["Item": ["Index": .integer(item.index), "Value": item.value]]
        }
        return .object(context)
    }

    /// Events in the history that a strand writes to: that of its item of a distributed map, or the execution's.
    func events(of strand: Strand) -> Int {
        strand.child.map { snapshot.children[$0]?.events ?? 0 } ?? snapshot.events
    }

    /// Writes an event down.
    mutating func emit(
        _ type: HistoryEventType, _ strand: inout Strand, state: String? = nil, index: Int? = nil,
        input: JSONValue? = nil, output: JSONValue? = nil, error: String? = nil, cause: String? = nil,
        task: TaskRequest.ID? = nil
    ) {
        let id: Int
        var child: String?
        if let key = strand.child {
            snapshot.children[key]?.events += 1
            id = snapshot.children[key]?.events ?? 0
            child = snapshot.children[key]?.name
        } else {
            snapshot.events += 1
            id = snapshot.events
        }
        effects.events.append(
            HistoryEvent(
                id: id, previousID: strand.lastEvent, timestamp: now, type: type, child: child, state: state,
                index: index,
                input: input, output: output, error: error, cause: cause, task: task))
        strand.lastEvent = id
    }
}
