public import RenditionsWorkflow

extension StepFunctionsRunner {
    /// What of a machine's list was read.
    private struct Part: Sendable {
        var machine: String
        var executions: [ListedExecution]
        /// The token of the page that was read, and of the one behind it.
        var token: String?
        var next: String?
    }

    public func page(_ request: ExecutionListRequest) async throws -> ExecutionPage {
        guard (1...1000).contains(request.limit) else {
            throw WorkflowError(.invalidRequest, "A page has 1 to 1,000 executions, not \(request.limit).")
        }
        var cursor = try request.cursor.map { try ExecutionCursor($0) } ?? ExecutionCursor()
        let machines = try await machines(request.workflow).filter { !cursor.ended.contains($0) }
        var parts: [Part] = []
        for machine in machines { parts.append(try await part(machine, request, cursor)) }

        var found: [ListedExecution] = []
        // As long as a list may hold something that its part does not show, nothing older than the part may be given.
        while found.count < request.limit {
            if let empty = parts.firstIndex(where: { $0.executions.isEmpty && $0.next != nil }) {
                cursor.tokens[parts[empty].machine] = parts[empty].next
                parts[empty] = try await part(parts[empty].machine, request, cursor)
                continue
            }
            let open = parts.indices.filter { !parts[$0].executions.isEmpty }
            guard let newest = open.max(by: { parts[$0].executions[0].began < parts[$1].executions[0].began }) else {
                break
            }
            let execution = parts[newest].executions.removeFirst()
            cursor.move(past: execution)
            found.append(execution)
        }
        cursor.ended += parts.filter { $0.executions.isEmpty && $0.next == nil }.map(\.machine)
        let isLast = parts.allSatisfy { $0.executions.isEmpty && $0.next == nil }
        return ExecutionPage(executions: try await describe(found), next: isLast ? nil : try cursor.text)
    }

    private func part(
        _ machine: String, _ request: ExecutionListRequest, _ cursor: ExecutionCursor
    ) async throws -> Part {
        var input: JSONObject = ["stateMachineArn": .string(machine), "maxResults": .integer(request.limit)]
        input["statusFilter"] = request.status.map { .string($0.rawValue) }
        let token = cursor.tokens[machine]
        input["nextToken"] = token.map { .string($0) }
        let reply = try await calls.find("ListExecutions", .object(input))
        let listed = (reply?["executions"]?.arrayValue ?? []).compactMap { ListedExecution($0) }
        return Part(
            machine: machine, executions: listed.filter { cursor.precedes($0) }, token: token,
            next: reply?["nextToken"]?.stringValue)
    }

    /// The ARNs of the machines whose executions are asked for.
    private func machines(_ workflow: String?) async throws -> [String] {
        if let workflow { return [names.machine(workflow)] }
        if let workflows = configuration.workflows { return workflows.map(names.machine).sorted() }
        var found: [String] = []
        var input: JSONObject = ["maxResults": 1000]
        while true {
            let reply = try await calls("ListStateMachines", .object(input))
            found += (reply["stateMachines"]?.arrayValue ?? []).compactMap { $0["stateMachineArn"]?.stringValue }
                .filter { names.workflow(ofMachine: $0) != nil }
            guard let next = reply["nextToken"] else { return found.sorted() }
            input["nextToken"] = next
        }
    }

    /// Lists don't say what an execution was given, and what came of it.
    private func describe(_ listed: [ListedExecution]) async throws -> [ExecutionDescription] {
        try await listed.compactMap { names.identity(ofExecution: $0.arn) }
            .concurrentMap(atMost: 8) { try await self.find($0) }.compactMap(\.self)
    }
}
