/// Runs `body` for so long at most. Past that it is cancelled, waited for, and `late` is thrown.
func withTimeLimit<Result: Sendable>(
    _ limit: Duration?, _ timing: Timing, late: @escaping @Sendable () -> AWSError,
    _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard let limit else {
        do {
            return try await body()
        } catch is CancellationError where !Task.isCancelled {
            throw AWSError.brokenOff
        }
    }
    return try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await timing.sleep(for: limit)
            throw late()
        }
        defer { group.cancelAll() }
        do {
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        } catch is CancellationError where !Task.isCancelled {
            // Of the two, the body was cancelled by itself. Nobody asked for that, so it is not passed on as if.
            throw AWSError.brokenOff
        }
    }
}

extension AWSError {
    /// The service may have carried the call out all the same.
    fileprivate static var brokenOff: AWSError {
        var error = AWSError(.interrupted, "A call was cancelled by the connection underneath.")
        error.mayHaveTakenEffect = true
        return error
    }
}
