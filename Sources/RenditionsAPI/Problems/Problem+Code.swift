public import HTTPTypes

extension Problem {
    /// The kinds of problem. The texts are contracts: they are served.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A parameter, a header field or a document is not as it has to be.
        case invalidRequest = "invalid-request"
        /// The body is no multipart form as the header says, or has more in it than is accepted.
        case invalidMultipart = "invalid-multipart"
        /// The body does not have the digest, or the length, that the request says.
        case digestMismatch = "digest-mismatch"
        /// No credentials, or none that are known.
        case unauthorized = "unauthorized"
        /// The credentials don't allow this.
        case forbidden = "forbidden"
        /// Nobody may do this here until it is switched on.
        case switchedOff = "switched-off"
        /// A page of another site sent this.
        case crossSite = "cross-site"
        /// There is nothing of this name.
        case notFound = "not-found"
        /// The rendition is not made yet.
        case notReady = "not-ready"
        /// The image could not be processed, and has no renditions.
        case failed = "failed"
        case methodNotAllowed = "method-not-allowed"
        /// The client took too long to send its request.
        case timedOut = "timed-out"
        /// The image was erased.
        case erased = "erased"
        /// The upload link can't be used any more.
        case linkExpired = "link-expired"
        /// A condition of the request does not hold: the upload link was used already, the entity tag is another.
        case preconditionFailed = "precondition-failed"
        case tooLarge = "too-large"
        case pathTooLong = "path-too-long"
        /// The bytes are not of an image format that is accepted, whatever the header says.
        case unsupportedFormat = "unsupported-format"
        case rangeNotSatisfiable = "range-not-satisfiable"
        /// The idempotency key was used with another body.
        case keyReused = "key-reused"
        case headersTooLarge = "headers-too-large"
        case internalError = "internal"
        /// More work than can be taken on, or a part of the service is out of reach. May pass.
        case unavailable = "unavailable"

        /// The status of the answer.
        public var status: HTTPResponse.Status {
            switch self {
            case .invalidRequest, .invalidMultipart, .digestMismatch: .badRequest
            case .unauthorized: .unauthorized
            case .forbidden, .switchedOff, .crossSite: .forbidden
            case .notFound, .notReady, .failed: .notFound
            case .methodNotAllowed: .methodNotAllowed
            case .timedOut: .requestTimeout
            case .erased, .linkExpired: .gone
            case .preconditionFailed: .preconditionFailed
            case .tooLarge: .contentTooLarge
            case .pathTooLong: .uriTooLong
            case .unsupportedFormat: .unsupportedMediaType
            case .rangeNotSatisfiable: .rangeNotSatisfiable
            case .keyReused: .unprocessableContent
            case .headersTooLarge: .requestHeaderFieldsTooLarge
            case .internalError: .internalServerError
            case .unavailable: .serviceUnavailable
            }
        }

        /// What is the matter, in a few words that are the same each time.
        public var title: String {
            switch self {
            case .invalidRequest: "The request is not valid"
            case .invalidMultipart: "The multipart form is not valid"
            case .digestMismatch: "The body is not what the request says"
            case .unauthorized: "Credentials are needed"
            case .forbidden: "The credentials do not allow this"
            case .switchedOff: "This is switched off"
            case .crossSite: "Sent by a page of another site"
            case .notFound: "Not found"
            case .notReady: "Not ready yet"
            case .failed: "The image could not be processed"
            case .methodNotAllowed: "The method is not allowed"
            case .timedOut: "The request took too long"
            case .erased: "The image was erased"
            case .linkExpired: "The upload link has expired"
            case .preconditionFailed: "A condition does not hold"
            case .tooLarge: "Too large"
            case .pathTooLong: "The path is too long"
            case .unsupportedFormat: "The format is not accepted"
            case .rangeNotSatisfiable: "The range is outside of the content"
            case .keyReused: "The idempotency key was used before"
            case .headersTooLarge: "The header fields are too large"
            case .internalError: "Something went wrong"
            case .unavailable: "Not available right now"
            }
        }
    }
}
