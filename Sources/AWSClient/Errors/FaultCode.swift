/// Which ``AWSError/Code`` a service's error is, and how it is told.
enum FaultCode {
    static func code(of fault: ServiceFault, status: Int) -> AWSError.Code {
        if let name = fault.name, let code = names[name] { return code }
        if let name = fault.name, name.hasSuffix("NotFoundException") || name.hasPrefix("NoSuch") { return .notFound }
        switch status {
        case 304: return .notModified
        case 301, 307: return .wrongRegion
        case 401, 403: return .accessDenied
        case 404: return .notFound
        case 408: return .timedOut
        case 409: return .conflict
        case 412: return .preconditionFailed
        case 429: return .throttled
        case 500...: return .serviceFailed
        default: return .invalidRequest
        }
    }

    /// Names that mean the same whichever service has them. What else there is goes by its status.
    private static let names: [String: AWSError.Code] = {
        let groups: [(AWSError.Code, [String])] = [
            (
                .throttled,
                [
                    "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException",
                    "PriorRequestNotComplete",
                    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
                    "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
                    "TooManyRequestsException", "TransactionInProgressException",
                ]
            ),
            (
                .clockSkewed,
                ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "ExpiredRequest"]
            ),
            (
                .invalidCredentials,
                [
                    "AuthFailure", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidSignatureException",
                    "InvalidToken",
                    "SignatureDoesNotMatch", "TokenRefreshRequired", "UnrecognizedClientException",
                    "MissingAuthenticationTokenException", "IncompleteSignatureException", "IncompleteSignature",
                ]
            ),
            (.expiredCredentials, ["ExpiredToken", "ExpiredTokenException"]),
            (
                .accessDenied,
                [
                    "AccessDenied", "AccessDeniedException", "AllAccessDisabled", "NotAuthorized",
                    "UnauthorizedOperation",
                    "KMSAccessDeniedException",
                ]
            ),
            (
                .wrongRegion,
                [
                    "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect",
                    "TemporaryRedirect",
                ]
            ),
            (
                .notFound,
                [
                    "ExecutionDoesNotExist", "NoSuchEntity", "ResourceNotFoundException", "StateMachineDoesNotExist",
                    "ActivityDoesNotExist", "ParameterNotFound", "TaskDoesNotExist", "QueueDoesNotExist",
                    "AWS.SimpleQueueService.NonExistentQueue",
                ]
            ),
            (
                .conflict,
                [
                    "ConditionalRequestConflict", "ConcurrentModification", "ConflictException", "OperationAborted",
                    "TransactionConflictException",
                ]
            ),
            (.preconditionFailed, ["ConditionalCheckFailedException", "PreconditionFailed"]),
            (
                .checksumMismatch,
                [
                    "BadDigest", "ContentSHA256Mismatch", "InvalidDigest", "XAmzContentChecksumMismatch",
                    "XAmzContentSHA256Mismatch",
                ]
            ),
            (.timedOut, ["RequestTimeout", "RequestTimeoutException"]),
            (
                .serviceFailed,
                [
                    "InternalError", "InternalFailure", "InternalServerError", "InternalServerErrorException",
                    "ServiceException", "ServiceUnavailable", "ServiceUnavailableException",
                ]
            ),
        ]
        return Dictionary(
            groups.flatMap { code, names in names.map { ($0, code) } }, uniquingKeysWith: { first, _ in first })
    }()

    static func message(
        of fault: ServiceFault, code: AWSError.Code, operation: String, secrets: [String]
    ) -> String {
        switch code {
        // Services repeat in these what was signed, with the session token in it. Their words are left out.
        case .invalidCredentials:
            "The service does not accept the credentials. Look at the key's name, its secret and its session token."
        case .clockSkewed: "This machine's clock differs too much from the service's. Set it."
        case .expiredCredentials: "The credentials have ended. Get new ones."
        case .accessDenied:
            "\(fault.message.flatMap(AccessDenial.init)?.permission ?? operation) is not allowed. Allow it in the policy of the role "
                + "or of the resource\(said(fault, secrets))"
        case .wrongRegion:
            fault.region.map { "The bucket is in the region \(LineText.safe($0, 64)). Use that." }
                ?? "The region is another one\(said(fault, secrets))"
        default: "The service refused\(said(fault, secrets))"
        }
    }

    private static func said(_ fault: ServiceFault, _ secrets: [String]) -> String {
        guard var said = fault.message, !said.isEmpty else { return "." }
        for secret in secrets where !secret.isEmpty { said = said.split(separator: secret).joined(separator: "…") }
        return ": " + LineText.safe(said, 500)
    }
}
