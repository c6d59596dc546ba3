#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What calls of AWS throw. Match on ``code``, or on ``serviceCode`` where a service's own name decides; the message is
/// for people and may change. Neither credentials nor signatures are in any text.
package struct AWSError: Error, Sendable {
    package var code: Code
    /// What went wrong and what can be done about it.
    package var message: String
    /// The name of the error as the service has it, as in `ConditionalCheckFailedException`.
    package var serviceCode: String?
    /// Of the reply, where there was one.
    package var status: Int?
    /// What to tell the service's support: `x-amz-request-id`, `x-amzn-RequestId`.
    package var requestID: String?
    /// S3's second one: `x-amz-id-2`.
    package var extendedRequestID: String?
    /// As in `s3:PutObject`.
    package var operation: String?
    /// Which permission is missing, where the service says so.
    package var denial: AccessDenial?
    /// Where a reply says that a bucket is, when it was asked for elsewhere.
    package var region: String?
    /// How long the service wants to be left alone.
    package var retryAfter: Duration?
    /// Calls in all that were made for this one.
    package var attempts = 1
    /// Whether a call without a known outcome is among them: the service may have done what was asked.
    package var mayHaveTakenEffect = false
    /// The reply's body as far as it was read, for what a service says beside the error's name: reasons of a cancelled
    /// transaction, the item that failed a condition. Not a part of any text.
    package var body: [UInt8] = []
    /// When the reply was made, by the service's clock.
    package var date: Date?
    /// The error underneath, where there is one.
    package var cause: (any Error)?
    /// Where in the source the error was made: file and line.
    package var location: String

    package init(
        _ code: Code, _ message: String, cause: (any Error)? = nil, fileID: StaticString = #fileID, line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        location = "\(fileID):\(line)"
    }

    /// Whether the same call may succeed later, unchanged.
    package var isRetryable: Bool { code.isRetryable }

    /// What a call that is not allowed lacks, and where that is to be mended: `kms:Decrypt is not allowed on the bucket photos
    /// (s3:GetObject needs it). Allow it in the policy of the role.`
    ///
    /// - Parameters:
    ///   - place: follows "is not allowed", as in `on the bucket photos`.
    ///   - policy: where it can be allowed, as in `the role or of the bucket`.
    package func permissionText(_ place: String = "", policy: String = "the role or of the resource") -> String {
        let operation = operation ?? "The call"
        let permission = denial?.permission ?? operation
        var text = permission + (denial?.isForbidden == true ? " is forbidden" : " is not allowed")
        if !place.isEmpty { text += " " + place }
        if permission != operation { text += " (\(operation) needs it)" }
        return denial?.isForbidden == true
            ? text + ". A policy denies it; take that away, for allowing it elsewhere does not help."
            : text + ". Allow it in the policy of \(policy)."
    }
}

extension AWSError: CustomStringConvertible {
    package var description: String {
        var text = "\(code): "
        if let operation { text += "\(operation): " }
        text += message
        var facts: [String] = []
        if let serviceCode { facts.append(serviceCode) }
        if let status { facts.append("status \(status)") }
        if let requestID { facts.append("request \(requestID)") }
        if let extendedRequestID { facts.append("id \(extendedRequestID)") }
        if attempts > 1 { facts.append("after \(attempts) calls") }
        return facts.isEmpty ? text : text + " (" + facts.joined(separator: ", ") + ")"
    }
}
