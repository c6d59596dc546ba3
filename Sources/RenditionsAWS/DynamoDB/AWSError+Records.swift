internal import AWSClient
internal import Renditions

extension AWSError {
    /// What this means to whoever keeps records in a table.
    func storeError(table: String) -> StoreError {
        let request = requestID.map { " (request \($0))" } ?? ""
        let (code, text): (StoreError.Code, String) =
            switch self.code {
            case .accessDenied:
                (
                    .permissionDenied,
                    permissionText("on the table \(table) or one of its indexes", policy: "the role or of the key")
                )
            case .missingCredentials, .invalidCredentials, .expiredCredentials: (.permissionDenied, message)
            case .notFound where message.lowercased().contains("index"): (.invalidRequest, Self.lackOfIndex(table))
            case .notFound:
                (
                    .invalidRequest,
                    "There is no table \(table) in this account and region. Make it, or set its name and the region."
                )
            case .invalidConfiguration, .wrongRegion: (.invalidRequest, message)
            case .preconditionFailed: (.preconditionFailed, "The record has changed since it was read.")
            case .throttled:
                (.unavailable, "The table \(table) gets more calls than it may. Raise its capacity, or call it less.")
            case .conflict: (.unavailable, "Another write of the same record is under way.")
            case .timedOut, .deadlineExceeded: (.timedOut, message)
            case .clockSkewed, .credentialsUnavailable, .serviceFailed, .connectionFailed, .interrupted,
                .checksumMismatch:
                (.unavailable, message)
            case .replyTooLarge, .invalidReply: (.corrupt, "A reply of DynamoDB can't be read. " + message)
            case .notModified, .invalidRequest: refusal(table: table)
            default: (.unavailable, message)
            }
        return StoreError(code, text + request, cause: self)
    }

    /// What DynamoDB says by text alone.
    private func refusal(table: String) -> (StoreError.Code, String) {
        if serviceCode == "ValidationException" {
            if message.contains("size has exceeded") {
                return (.tooLarge, "The record is larger than an item of DynamoDB may be, which is 400 KB.")
            }
            if message.contains("specified index") { return (.invalidRequest, Self.lackOfIndex(table)) }
            if message.contains("key element") || message.contains("schema") {
                return (
                    .invalidRequest,
                    "The keys of the table \(table) are not pk and sk, or those of its indexes not list, place and id. Make "
                        + "it as the documentation says."
                )
            }
        }
        return (.invalidRequest, "DynamoDB refused a call of the table \(table). " + message)
    }

    private static func lackOfIndex(_ table: String) -> String {
        "The table \(table) has no index \(DynamoDBTable.byUpdate) or \(DynamoDBTable.byID). Make both as the documentation says."
    }
}
