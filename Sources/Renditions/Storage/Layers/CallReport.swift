/// What ``LoggedObjectStore`` and ``MeteredObjectStore`` share: each call is done, timed, and reported with its outcome.
struct CallReport: Sendable {
    /// `ok`, the code of the ``StoreError``, `cancelled`, or `other`.
    var outcome: String
    var duration: Duration

    static let ok = "ok"

    /// Runs `body` and hands `report` how it went, whatever happens.
    static func reporting<Result: Sendable>(
        to report: (CallReport) -> Void, _ body: () async throws -> Result
    ) async throws -> Result {
        let start = ContinuousClock.now
        do {
            let result = try await body()
            report(CallReport(outcome: ok, duration: ContinuousClock.now - start))
            return result
        } catch {
            report(CallReport(outcome: outcome(of: error), duration: ContinuousClock.now - start))
            throw error
        }
    }

    /// What an error of a store is called in logs, metrics and spans.
    static func outcome(of error: any Error) -> String {
        switch error {
        case let error as StoreError: error.code.description
        case is CancellationError: "cancelled"
        default: "other"
        }
    }
}
