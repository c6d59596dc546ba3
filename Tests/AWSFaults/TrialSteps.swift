/// Carries out the steps of a trial: each has to succeed, or to fail in the way that its fault explains and to succeed when
/// it is carried out again.
struct TrialSteps {
    let plan: FaultPlan
    private(set) var told: [String] = []
    private(set) var problems: [String] = []

    init(_ plan: FaultPlan) { self.plan = plan }

    /// - Parameters:
    ///   - afterFailure: looks at what a failure has left.
    ///   - body: is told whether the step is carried out again.
    mutating func step(
        _ name: String, afterFailure: () async throws -> [String] = { [] }, _ body: (_ again: Bool) async throws -> Void
    ) async {
        do {
            try await body(false)
        } catch {
            judge(name, TrialFailure(error))
            do {
                problems += try await afterFailure().map { "\(name), after a failure: \($0)" }
            } catch {
                problems.append("\(name): what a failure left can't be looked at: \(error)")
            }
            do {
                try await body(true)
            } catch {
                problems.append("\(name): failed again: \(error)")
            }
        }
    }

    /// Looks at what there is.
    mutating func check(_ name: String, _ body: () async throws -> [String]) async {
        do {
            problems += try await body().map { "\(name): \($0)" }
        } catch {
            problems.append("\(name): can't be looked at: \(error)")
        }
    }

    private mutating func judge(_ name: String, _ failure: TrialFailure) {
        told.append(failure.code)
        guard let fault = plan.fault, plan.hits > 0 else {
            problems.append("\(name): failed though nothing went wrong: \(failure)")
            return
        }
        let allowed = fault.kind.codes(of: fault.call.name)
        guard allowed.contains(failure.code) else {
            let wanted = allowed.isEmpty ? "the client has to mend this by itself" : "only \(allowed.sorted())"
            problems.append("\(name): failed with \(failure.code), but \(wanted): \(failure.message)")
            return
        }
        // Whoever lacks a permission must be told which.
        if fault.kind == .denied, !failure.message.contains(fault.call.name.permission) {
            problems.append("\(name): \(fault.call.name.permission) is not named: \(failure.message)")
        }
    }
}
