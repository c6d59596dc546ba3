/// What a request's body threw while it was sent: not a fault of the connection.
struct RequestBodyFailure: Error {
    var cause: any Error
}
