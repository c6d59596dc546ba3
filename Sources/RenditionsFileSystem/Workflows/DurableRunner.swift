public import Logging
public import RenditionsWorkflow
internal import Synchronization

/// Carries workflows out on a journal: executions survive the end of the process and the loss of power, and go on from the
/// last step that had ended. Any number of processes may share a journal.
///
/// ```swift
/// let journal = try WorkflowJournal(path: "workflows.sqlite")
/// let runner = DurableRunner(journal: journal, registry: registry)
/// try await runner.run()   // in a task of its own; other tasks, and other processes, start executions
/// ```
///
/// Only ``run()`` carries anything out. Everything else works without it too: a process that only starts executions, or
/// waits for their outcome, sees what others do within `WorkflowJournal.Configuration.pollInterval`.
///
/// A step counts once the disk has it, and what follows from it is begun after that. After a crash the attempts that were
/// under way are made again under the same idempotency token.
public final class DurableRunner: WorkflowRunner {
    struct State {
        /// What is carried out here, by the token under which it was taken.
        var loops: [Int64: ExecutionInbox] = [:]
        /// The token of the one among them that fails if it is lost once more.
        var suspect: Int64?
        /// Executions that this process can't carry out.
        var refused: Set<Int64> = []
        /// Whether there was perhaps more to take than there was room for.
        var isBehind = false
        var isRunning = false
        var isShutDown = false
        /// Who waits for the end of ``run()``.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let journal: WorkflowJournal
    let registry: TaskRegistry
    let configuration: Configuration
    let logger: Logger
    let state = Mutex(State())
    private let limits: ExecutionLimits
    private let random: @Sendable () -> UInt64

    /// - Parameters:
    ///   - registry: what carries tasks out. A workflow whose tasks it lacks is refused at start, unless its
    ///     `unknownFunctions` says otherwise, and left to others.
    ///   - random: gives what executions draw chance from.
    public init(
        journal: WorkflowJournal, registry: TaskRegistry, configuration: Configuration = Configuration(),
        limits: ExecutionLimits = ExecutionLimits(), logger: Logger = Logger(label: "renditions.workflow"),
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.journal = journal
        self.registry = registry
        self.configuration = configuration
        self.limits = limits
        self.logger = logger
        self.random = random
    }

    public func start(_ request: StartRequest) async throws -> ExecutionDescription {
        let identity = try request.validated(against: registry, limits: limits, random: random)
        return try await journal.start(
            request, as: identity, queue: configuration.queue, seed: random(), limits: limits)
    }

    public func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await journal.describe(execution)
    }

    public func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        try await journal.outcome(of: execution)
    }

    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        try await journal.history(of: execution)
    }

    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        try await journal.events(of: execution)
    }

    public func page(_ request: ExecutionListRequest) async throws -> ExecutionPage { try await journal.page(request) }

    public func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        try await journal.cancel(execution, error: error, cause: cause)
    }

    public func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await journal.redrive(execution)
    }
}
