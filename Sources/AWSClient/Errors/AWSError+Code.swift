extension AWSError {
    /// The kinds of failure that a caller tells apart. The text of a code is a contract.
    package struct Code: Hashable, Sendable, CaseIterable, CustomStringConvertible {
        private enum Value: String, CaseIterable {
            case missingCredentials = "missing-credentials"
            case invalidCredentials = "invalid-credentials"
            case expiredCredentials = "expired-credentials"
            case credentialsUnavailable = "credentials-unavailable"
            case invalidConfiguration = "invalid-configuration"
            case accessDenied = "access-denied"
            case clockSkewed = "clock-skewed"
            case wrongRegion = "wrong-region"
            case throttled = "throttled"
            case notFound = "not-found"
            case conflict = "conflict"
            case preconditionFailed = "precondition-failed"
            case notModified = "not-modified"
            case invalidRequest = "invalid-request"
            case checksumMismatch = "checksum-mismatch"
            case serviceFailed = "service-failed"
            case connectionFailed = "connection-failed"
            case connectionsBusy = "connections-busy"
            case interrupted = "interrupted"
            case timedOut = "timed-out"
            case deadlineExceeded = "deadline-exceeded"
            case replyTooLarge = "reply-too-large"
            case invalidReply = "invalid-reply"
        }

        private let value: Value

        package static var allCases: [Code] { Value.allCases.map { Code(value: $0) } }

        /// There are none where they were looked for.
        package static let missingCredentials = Code(value: .missingCredentials)
        /// The service does not know the key, or its secret is another one.
        package static let invalidCredentials = Code(value: .invalidCredentials)
        /// They have ended.
        package static let expiredCredentials = Code(value: .expiredCredentials)
        /// Whoever gives them could not be reached, or gave none for now.
        package static let credentialsUnavailable = Code(value: .credentialsUnavailable)
        /// A profile, an endpoint or a variable of the environment is not what it must be.
        package static let invalidConfiguration = Code(value: .invalidConfiguration)
        /// A permission is missing.
        package static let accessDenied = Code(value: .accessDenied)
        /// This machine's clock and the service's differ too much. It is corrected for, and the call made once more.
        package static let clockSkewed = Code(value: .clockSkewed)
        /// The bucket is in another region. See ``AWSError/region``.
        package static let wrongRegion = Code(value: .wrongRegion)
        /// Too many calls.
        package static let throttled = Code(value: .throttled)
        /// No such bucket, object, table, state machine.
        package static let notFound = Code(value: .notFound)
        /// Somebody else is at it; the same call may succeed a moment later.
        package static let conflict = Code(value: .conflict)
        /// A condition of the call does not hold.
        package static let preconditionFailed = Code(value: .preconditionFailed)
        /// What was asked for is as the caller has it.
        package static let notModified = Code(value: .notModified)
        /// The service won't have the call as it is.
        package static let invalidRequest = Code(value: .invalidRequest)
        /// The bytes that arrived are not those that were sent.
        package static let checksumMismatch = Code(value: .checksumMismatch)
        /// The service failed.
        package static let serviceFailed = Code(value: .serviceFailed)
        /// The service can't be reached.
        package static let connectionFailed = Code(value: .connectionFailed)
        /// All connections that there may be to the service were in use for too long. Nothing was sent.
        package static let connectionsBusy = Code(value: .connectionsBusy)
        /// The connection ended before the reply did.
        package static let interrupted = Code(value: .interrupted)
        /// One call took too long.
        package static let timedOut = Code(value: .timedOut)
        /// There is no time left, for this call or for another one. What came of the last one is the cause.
        package static let deadlineExceeded = Code(value: .deadlineExceeded)
        /// The reply is longer than is allowed.
        package static let replyTooLarge = Code(value: .replyTooLarge)
        /// The reply can't be read.
        package static let invalidReply = Code(value: .invalidReply)

        package var description: String { value.rawValue }

        /// Whether the same call may succeed later, unchanged.
        package var isRetryable: Bool {
            switch value {
            case .throttled, .conflict, .serviceFailed, .connectionFailed, .connectionsBusy, .interrupted, .timedOut,
                .clockSkewed, .expiredCredentials, .credentialsUnavailable, .deadlineExceeded, .checksumMismatch:
                true
            case .missingCredentials, .invalidCredentials, .invalidConfiguration, .accessDenied, .wrongRegion,
                .notFound, .preconditionFailed, .notModified, .invalidRequest, .replyTooLarge, .invalidReply:
                false
            }
        }
    }
}
