/// What a service says of an error, whichever way it writes it.
struct ServiceFault: Hashable, Sendable {
    /// Its name, as in `NoSuchKey` or `ConditionalCheckFailedException`.
    var name: String?
    var message: String?
    var requestID: String?
    var extendedRequestID: String?
    var region: String?
}
