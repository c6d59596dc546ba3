/// One of the calls that are made for a request.
struct ServiceCall: Sendable {
    var request: AWSRequest
    /// Nil where the request is not signed.
    var credentials: AWSCredentials?
    /// From 1.
    var attempt: Int
    /// Whether one before may have taken effect.
    var followsUnknownOutcome: Bool
    /// Of the clock that it is signed by; see ``ClockSkew``.
    var clockOffset = 0.0
    /// How long it may take; nil for no limit.
    var limit: Duration?
    /// Whether that is what is left of the whole request's time.
    var isLast: Bool

    /// What is thrown when it took longer.
    @Sendable func late() -> AWSError {
        var error = AWSError(
            isLast ? .deadlineExceeded : .timedOut,
            "The service took too long to reply, and the call was given up.")
        error.mayHaveTakenEffect = true
        return error
    }
}
