internal import Logging
internal import NIOHTTP1

extension AWSServiceClient {
    /// Makes calls for a request until one succeeds, fails for good, or may not be repeated.
    func repeating<Value: Sendable>(
        _ request: AWSRequest, _ body: (ServiceCall) async throws -> Value
    ) async throws -> Value {
        let elapsed = timing.stopwatch()
        let timeouts = request.timeouts ?? timeouts
        var call = ServiceCall(
            request: request, credentials: try await credentials(for: request), attempt: 1,
            followsUnknownOutcome: false,
            limit: nil, isLast: false)
        var taken = RetryQuota.reward
        while true {
            let left = timeouts.total.map { $0 - elapsed() }
            (call.limit, call.isLast) = Self.limit(attempt: timeouts.attempt, left: left)
            call.clockOffset = skew.offset
            do {
                let value = try await body(call)
                quota.putBack(taken)
                return value
            } catch var error as AWSError {
                // Whoever cancels is told so, whatever else went wrong by it.
                try Task.checkCancellation()
                error = completed(error, call)
                call.followsUnknownOutcome = error.mayHaveTakenEffect
                guard let delay = await self.delay(before: &call, after: error) else { throw error }
                if let total = timeouts.total, elapsed() + delay >= total {
                    var late = AWSError(
                        .deadlineExceeded, "There is no time left for another call. \(error.message)", cause: error)
                    late = completed(late, call)
                    late.serviceCode = error.serviceCode
                    late.requestID = error.requestID
                    throw late
                }
                let cost = RetryQuota.cost(of: error)
                guard quota.take(cost) else {
                    logger.debug("not repeated: too many calls fail", metadata: metadata(error))
                    throw error
                }
                taken = cost
                logger.debug("repeated", metadata: metadata(error))
                try await timing.sleep(for: delay)
                call.credentials = try await credentials(for: request)
                call.attempt += 1
            }
        }
    }

    /// How long whoever calls is to wait before what failed is begun anew, as calls wait that are repeated. What that costs is
    /// taken from the quota.
    ///
    /// - Parameter failures: so far, from 1.
    /// - Returns: nil where it must not be: the service wants too long a wait, or too many calls fail.
    package func delay(afterFailures failures: Int, of error: AWSError) -> Duration? {
        guard let delay = retries.delay(afterFailures: failures, of: error, random: timing.random()),
            quota.take(RetryQuota.cost(of: error))
        else { return nil }
        return delay
    }

    private static func limit(attempt: Duration?, left: Duration?) -> (Duration?, isLast: Bool) {
        guard let left else { return (attempt, false) }
        guard let attempt else { return (left, true) }
        return left <= attempt ? (left, true) : (attempt, false)
    }

    private func completed(_ error: AWSError, _ call: ServiceCall) -> AWSError {
        var error = error
        error.operation = name(of: call.request)
        error.attempts = call.attempt
        error.mayHaveTakenEffect =
            call.followsUnknownOutcome
            || error.mayHaveTakenEffect && call.request.method != .GET && call.request.method != .HEAD
        return error
    }

    /// How long to wait before the next call; nil when there must not be one.
    private func delay(before call: inout ServiceCall, after error: AWSError) async -> Duration? {
        // What is learned is of use to the calls that follow, even where this one ends here.
        let isCured: Bool
        switch error.code {
        case .clockSkewed, .invalidCredentials:
            // A key that is not known stays so; a signature that is refused may be one of the wrong time.
            isCured = error.date.map { skew.learn(from: $0, now: timing.now(), after: call.clockOffset) } ?? false
            if !isCured { return nil }
        case .expiredCredentials:
            if let refused = call.credentials { await credentials.discard(refused) }
            isCured = false
        default: isCured = false
        }
        // Whoever has waited in vain for a connection would only wait again.
        guard error.isRetryable || isCured, error.code != .deadlineExceeded, error.code != .connectionsBusy,
            call.attempt < retries.attempts, call.request.body.isReplayable,
            !call.request.finalFaults.contains(error.serviceCode ?? "")
        else { return nil }
        if isCured { return .zero }
        // Without a known outcome only what says the same twice may be said twice.
        if error.mayHaveTakenEffect, !call.request.isIdempotent { return nil }
        return retries.delay(afterFailures: call.attempt, of: error, random: timing.random())
    }

    private func credentials(for request: AWSRequest) async throws -> AWSCredentials? {
        request.isSigned ? try await credentials.credentials() : nil
    }

    private func metadata(_ error: AWSError) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["error": "\(error.code)", "calls": "\(error.attempts)"]
        if let operation = error.operation { metadata["operation"] = "\(operation)" }
        if let requestID = error.requestID { metadata["request"] = "\(requestID)" }
        return metadata
    }
}
