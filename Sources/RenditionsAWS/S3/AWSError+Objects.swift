internal import AWSClient
internal import Renditions

extension AWSError {
    /// Whether the bucket is there and the object is not.
    var isMissingObject: Bool { code == .notFound && serviceCode != "NoSuchBucket" && serviceCode != "NoSuchUpload" }

    /// What this means to whoever keeps objects in a bucket.
    ///
    /// - Parameter owner: the account that must own the bucket; nil for any.
    func storeError(bucket: String, owner: String? = nil) -> StoreError {
        let request = requestID.map { " (request \($0))" } ?? ""
        let (code, text): (StoreError.Code, String) =
            switch self.code {
            case .accessDenied where serviceCode == "InvalidObjectState":
                (.invalidRequest, "The object is archived. Restore it before it is read.")
            case .accessDenied:
                (
                    .permissionDenied,
                    permissionText("on the bucket \(bucket)", policy: "the role, of the bucket or of the key")
                        // Where S3 names a permission of another service, it is that.
                        + (denial.map { !$0.permission.hasPrefix("s3:") } ?? false
                            ? "" : " Without s3:ListBucket S3 says the same of objects that are missing.")
                        + ownerText(owner)
                )
            case .missingCredentials, .invalidCredentials, .expiredCredentials: (.permissionDenied, message)
            case .notFound where serviceCode == "NoSuchBucket":
                (
                    .invalidRequest,
                    "There is no bucket \(bucket) in this account and region. Make it, or set its name and the region."
                )
            case .notFound where serviceCode == "NoSuchUpload":
                (.unavailable, "The upload of an object in parts was ended by somebody else.")
            case .notFound: (.notFound, "There is no object under this key.")
            case .preconditionFailed:
                (.preconditionFailed, "The object is not in the state that the condition asks for.")
            case .notModified: (.notModified, "The object still has the entity tag that the caller holds.")
            case .throttled: (.unavailable, "The bucket \(bucket) gets more calls than it may. Call it less.")
            case .conflict: (.unavailable, "Another write of the same object is under way.")
            case .wrongRegion:
                (
                    .invalidRequest,
                    "The bucket \(bucket) is in \(region.map { "the region \($0)" } ?? "another region"). Set the region to that."
                )
            case .invalidConfiguration: (.invalidRequest, message)
            case .timedOut, .deadlineExceeded: (.timedOut, message)
            case .clockSkewed, .credentialsUnavailable, .serviceFailed, .connectionFailed, .interrupted,
                .checksumMismatch:
                (.unavailable, message)
            case .replyTooLarge, .invalidReply: (.corrupt, "A reply of S3 can't be read. " + message)
            case .invalidRequest: refusal(bucket: bucket)
            default: (.unavailable, message)
            }
        return StoreError(code, text + request, cause: self)
    }

    /// S3 gives no reason where it refuses a bucket of somebody else.
    private func ownerText(_ owner: String?) -> String {
        guard let owner, denial == nil else { return "" }
        return " It says the same of a bucket that account \(owner) does not own."
    }

    /// What S3 says by names of its own.
    private func refusal(bucket: String) -> (StoreError.Code, String) {
        switch serviceCode {
        case "InvalidRange": (.rangeNotSatisfiable, "No byte of the object is in the range.")
        case _ where status == 416: (.rangeNotSatisfiable, "No byte of the object is in the range.")
        case "KeyTooLongError": (.invalidKey, "The bucket \(bucket) does not take a key of this length.")
        case "EntityTooLarge": (.tooLarge, "The object is larger than the bucket \(bucket) accepts.")
        case "MetadataTooLarge":
            (.invalidRequest, "The attributes don't fit: S3 takes 2 KB, and what is not ASCII takes more than it has.")
        default: (.invalidRequest, "S3 refused a call of the bucket \(bucket). " + message)
        }
    }
}
