internal import HTTPTypes

extension HTTPRequest {
    /// The client sends the body when it is told to (RFC 9110, section 10.1.1).
    var awaitsContinue: Bool { headerFields[.expect]?.lowercased() == "100-continue" }

    /// Nothing follows this request: the client says so, or wants to speak another protocol afterwards, which is not done.
    var endsConnection: Bool {
        let options = headerFields[values: .connection].flatMap { $0.split(separator: ",") }
            .map { $0.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }.lowercased() }
        return method == .connect || options.contains("close") || options.contains("upgrade")
    }
}
