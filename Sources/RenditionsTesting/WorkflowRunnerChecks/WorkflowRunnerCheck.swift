public import RenditionsWorkflow

/// One behaviour that every `WorkflowRunner` must show.
///
/// ```swift
/// @Test(arguments: WorkflowRunnerCheck.all) func conforms(_ check: WorkflowRunnerCheck) async throws {
///     try await check { registry, clock in InProcessRunner(registry: registry, clock: clock) }
/// }
/// ```
///
/// Each check makes a runner of its own, with its own tasks and a clock on which nobody waits.
public struct WorkflowRunnerCheck: Sendable, Identifiable, CustomStringConvertible {
    /// Makes the runner under test. What it keeps must be empty.
    public typealias MakeRunner = @Sendable (TaskRegistry, WorkflowClock) async throws -> any WorkflowRunner

    /// In kebab case, unique among ``all``.
    public let name: String
    private let run: @Sendable (WorkflowRunnerTrial) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (WorkflowRunnerTrial) async throws -> Void) {
        self.name = name
        self.run = run
    }

    public var id: String { name }
    public var description: String { name }

    /// Every check, grouped by subject.
    public static let all: [WorkflowRunnerCheck] =
        starting + results + errors + branches + histories + listing + cancelling + redriving

    /// Runs the check.
    ///
    /// - Throws: ``CheckFailure`` when the runner does not conform.
    public func callAsFunction(_ makeRunner: @escaping MakeRunner) async throws {
        do {
            try await run(WorkflowRunnerTrial(makeRunner: makeRunner))
        } catch var failure as CheckFailure {
            failure.check = name
            throw failure
        } catch {
            var failure = CheckFailure("The runner threw what it must not throw here.", cause: error)
            failure.check = name
            throw failure
        }
    }
}
