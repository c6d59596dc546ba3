/// A role that is to be taken on.
struct AssumedRole: Hashable, Sendable {
    var arn: String
    /// What the session is called in the logs of AWS.
    var sessionName: String?
    var externalID: String?
    /// Seconds; nil for the service's own choice, which is an hour.
    var duration: Int?

    init(arn: String, sessionName: String? = nil, externalID: String? = nil, duration: Int? = nil) {
        self.arn = arn
        self.sessionName = sessionName
        self.externalID = externalID
        self.duration = duration
    }

    /// As STS takes them.
    var parameters: [QueryItem] {
        var items = [QueryItem("RoleArn", arn), QueryItem("RoleSessionName", sessionName ?? "renditions")]
        if let externalID { items.append(QueryItem("ExternalId", externalID)) }
        if let duration { items.append(QueryItem("DurationSeconds", String(duration))) }
        return items
    }
}
