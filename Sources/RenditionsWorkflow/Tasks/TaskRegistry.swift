/// What the tasks of workflows are carried out by: functions by name, and typed tasks behind one of them.
public struct TaskRegistry: Sendable {
    /// Takes a payload and answers.
    public typealias Function = @Sendable (JSONValue, TaskContext) async throws -> JSONValue

    /// What becomes of a function that nobody registered.
    public enum UnknownFunctions: Sendable {
        /// The workflow is refused at start.
        case refused
        /// The task fails with `Lambda.ResourceNotFoundException`, as on AWS.
        case fail
    }

    /// The function that serves every typed task. Its payload is `{"task": name, "input": …}`.
    public static let tasksFunction = "renditions-tasks"

    public var unknownFunctions = UnknownFunctions.refused
    /// What gives distributed maps the items that are kept elsewhere; nil where there is none, and documents that need it are
    /// refused.
    public var items: (any ItemSource)?
    private var functions: [String: Function] = [:]
    private var tasks: [TaskName: Function] = [:]

    public init() {}

    /// - Throws: ``WorkflowError`` with code `invalid-request` when a name is invalid or stands there twice.
    public init(_ tasks: [any WorkflowTask]) throws {
        for task in tasks { try register(task) }
    }

    /// Registers a task under its name.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-request` when the name is invalid or taken.
    public mutating func register<Task: WorkflowTask>(_ task: Task) throws {
        guard Task.name.isValid else {
            throw WorkflowError(
                .invalidRequest,
                "'\(Task.name)' can't name a task: 1 to 64 letters, digits, hyphens, underscores and dots can.")
        }
        guard tasks[Task.name] == nil else {
            throw WorkflowError(.invalidRequest, "There are two tasks named '\(Task.name)'.")
        }
        tasks[Task.name] = { input, context in
            try JSONValue(encoding: await task.run(input.decoded(as: Task.Input.self), in: context))
        }
    }

    /// Registers a function under its name, for documents that call it by itself.
    public mutating func register(function name: String, _ function: @escaping Function) {
        functions[name] = function
    }

    /// The names of all tasks.
    public var taskNames: Set<TaskName> { Set(tasks.keys) }

    /// - Throws: ``WorkflowError`` with code `unregistered-task`; its `faults` list every task state that nothing is
    ///   registered for.
    public func validate(_ machine: StateMachine) throws {
        guard unknownFunctions == .refused else { return }
        if items == nil, let state = machine.program.states.first(where: \.readsItems) {
            throw WorkflowError(
                .unregisteredTask, "The workflow reads items that are kept elsewhere, and nothing here reads any.",
                faults: [DocumentFault(.invalid, at: "state '\(state.name)'", "Nobody registered a source of items.")])
        }
        let faults = machine.calls.compactMap { call -> DocumentFault? in
            let path = "state '\(call.state)'"
            guard call.function.name == Self.tasksFunction, functions[Self.tasksFunction] == nil else {
                return functions[call.function.name] == nil
                    ? DocumentFault(.invalid, at: path, "Nobody registered the function '\(call.function.name)'.") : nil
            }
            guard let task = call.task, tasks[task] == nil else { return nil }
            return DocumentFault(.invalid, at: path, "Nobody registered the task '\(task)'.")
        }
        guard faults.isEmpty else {
            throw WorkflowError(.unregisteredTask, "The workflow calls what nobody registered.", faults: faults)
        }
    }

    /// Carries out one attempt. Errors come back as the failure that the workflow sees.
    public func perform(_ request: TaskRequest, in context: TaskContext) async -> InterpreterInput {
        do {
            return .taskSucceeded(request.id, output: try await call(request, context))
        } catch let failure as StateFailure {
            let isOfItems = request.items != nil && failure.error == ErrorName.itemReaderFailed
            let error = isOfItems ? ErrorName.itemReaderFailed : Self.permitted(failure.error)
            return .taskFailed(request.id, error: error, cause: failure.cause)
        } catch {
            let (name, message) = Self.described(error)
            // The form in which Lambda reports what a function threw.
            let cause: JSONValue = ["errorMessage": .string(message), "errorType": .string(name)]
            return .taskFailed(request.id, error: name, cause: cause.json)
        }
    }

    private func call(_ request: TaskRequest, _ context: TaskContext) async throws -> JSONValue {
        if let items = request.items { return .array(try await read(items)) }
        if let function = functions[request.function.name] { return try await function(request.payload, context) }
        guard request.function.name == Self.tasksFunction, let name = request.payload["task"]?.stringValue,
            let task = tasks[TaskName(name)]
        else {
            throw StateFailure(
                error: ErrorName.functionNotFound,
                cause: "Function not found: \(request.payload["task"]?.stringValue ?? request.function.description)")
        }
        return try await task(request.payload["input"] ?? .null, context)
    }

    /// - Throws: ``StateFailure`` with `States.ItemReaderFailed`; `CancellationError`.
    private func read(_ request: ItemRequest) async throws -> [JSONValue] {
        func failed(_ cause: String) -> StateFailure { StateFailure(error: ErrorName.itemReaderFailed, cause: cause) }
        guard let items else { throw failed("There is nothing here that reads items.") }
        do {
            let found = try await items.items(request)
            return request.maximum.map { Array(found.prefix($0)) } ?? found
        } catch let error as ItemSourceError {
            throw failed(error.message)
        } catch let error as CancellationError {
            throw error
        } catch {
            let (name, message) = Self.described(error)
            throw failed(name == message ? name : "\(name): \(message)")
        }
    }

    private static func described(_ error: any Error) -> (name: String, message: String) {
        if let error = error as? any WorkflowTaskError { return (permitted(error.errorName), error.errorMessage) }
        // An error that says nothing for workflows may hold paths and values of users; causes are kept in histories.
        let name = String(describing: type(of: error))
        return (name, name)
    }

    /// The name that an attempt fails with: not one that only the interpreter may give, such as `States.Runtime`.
    private static func permitted(_ name: String?) -> String {
        guard let name else { return ErrorName.taskFailed }
        return name.hasPrefix("States.") && !ErrorName.ofTasks.contains(name) ? ErrorName.taskFailed : name
    }
}
