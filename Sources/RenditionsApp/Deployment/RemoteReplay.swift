internal import Renditions
internal import RenditionsAWS
internal import RenditionsTasks
internal import RenditionsWorkflow

/// Has a deployment process anew what it has in quarantine.
struct RemoteReplay: Sendable {
    private let remote: RemoteQuarantine
    private let runner: StepFunctionsRunner
    /// What begins for uploads.
    private let workflow: String
    private let machine: StateMachine

    /// - Throws: `WorkflowError` for machines that can't be.
    init(_ remote: RemoteQuarantine, account: AWSAccount, machines: String, workflow: String) throws {
        self.remote = remote
        self.workflow = workflow
        // The deployment's own is carried out; this one only stands where there must be one.
        machine = try ProcessImage().lowered().machine
        runner = try StepFunctionsRunner(
            account: account, configuration: .init(machines: machines, workflows: [workflow]))
    }

    /// Begins an execution for each, or joins the one that there is, and waits for all of them.
    ///
    /// - Parameter keys: of originals; everything that is in quarantine where there are none.
    /// - Throws: `StoreError`, `WorkflowError`; ``ExitStatus`` when some failed.
    func run(_ keys: [ObjectKey], on console: Console) async throws {
        var (begun, failed, done): ([(QuarantineEntry, ExecutionIdentity)], Int, Int) = ([], 0, 0)
        if keys.isEmpty {
            failed += try await remote.each(on: console) { begun.append(($0, try await begin($0))) }
        } else {
            for key in Set(keys).sorted() {
                if let entry = try await remote.entry(of: key) {
                    begun.append((entry, try await begin(entry)))
                } else {
                    failed += 1
                    console.complain("not-found", "\(key.rawValue.printable): not in quarantine.")
                }
            }
        }
        for (entry, execution) in begun {
            if try await finish(entry, execution, on: console) { done += 1 } else { failed += 1 }
        }
        console.print("\(Amount.count(done, "original")) done, \(Amount.grouped(failed)) failed")
        if failed > 0 { throw ExitStatus.someFailed }
    }

    private func begin(_ entry: QuarantineEntry) async throws -> ExecutionIdentity {
        let request = StartRequest(
            workflow: workflow, machine: machine, name: entry.replayName, input: try JSONValue(encoding: entry.request))
        return try await runner.start(request).identity
    }

    /// What succeeds leaves the quarantine.
    private func finish(
        _ entry: QuarantineEntry, _ execution: ExecutionIdentity, on console: Console
    ) async throws -> Bool {
        let name = entry.request.original.key.rawValue.printable
        switch try await runner.outcome(of: execution) {
        case .succeeded(let output):
            // A workflow of one's own may give something else.
            let outcome = try? output.decoded(as: ProcessResult.self).outcome
            try await remote.quarantine.remove(entry.request)
            console.print("\(name): \(outcome?.rawValue ?? "done")")
            return true
        case .failed(let error, _): console.complain(error ?? "unknown", "\(name): its record says why.")
        case .timedOut: console.complain(ErrorName.timeout, "\(name): it took longer than it may.")
        case .aborted: console.complain("aborted", "\(name): somebody has ended it.")
        }
        return false
    }
}
