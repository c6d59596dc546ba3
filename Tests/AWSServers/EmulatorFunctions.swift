extension EmulatorControl {
    /// How functions are carried out, in every account.
    package struct FunctionSettings: Sendable, Codable {
        /// Whether they run as nobody, in an empty root folder in which only `/tmp` can be written to.
        package var confined: Bool
        /// How much faster than with AWS the time between attempts passes.
        package var hurry: Double
        /// Environments at once of a function that has no limit of its own.
        package var concurrency: Int
        /// Seconds for a process to ask for its first invocation.
        package var initSeconds: Double

        enum CodingKeys: String, CodingKey {
            case confined, hurry, concurrency
            case initSeconds = "init_seconds"
        }

        package init(confined: Bool = false, hurry: Double = 60, concurrency: Int = 10, initSeconds: Double = 10) {
            self.confined = confined
            self.hurry = hurry
            self.concurrency = concurrency
            self.initSeconds = initSeconds
        }
    }

    package func set(_ settings: FunctionSettings) async throws {
        let _: FunctionSettings = try await ask("functions/settings", settings)
    }

    /// One attempt at an event.
    package struct Invocation: Sendable, Decodable {
        package var requestId: String
        package var payload: String
        package var answer: String
        /// `Unhandled` where the function failed.
        package var error: String?
    }

    /// What a function, or a version of one, has been invoked with, the last thousand.
    package func invocations(of function: String) async throws -> [Invocation] {
        let answer: [String: [Invocation]] = try await ask("functions/invocations", ["function": function])
        return answer["invocations"] ?? []
    }

    /// What a function has written.
    package func log(of function: String) async throws -> String {
        let answer: [String: String] = try await ask("functions/logs", ["function": function])
        return answer["log"] ?? ""
    }

    /// Waits until no invocation of an account that nobody waits for is under way, or is to be attempted again.
    ///
    /// - Parameter seconds: how long at most.
    /// - Returns: whether it has come to that.
    package func functionsAreIdle(account: String, within seconds: Double = 60) async throws -> Bool {
        let answer: [String: Bool] = try await ask("functions/idle", Wait(account: account, seconds: seconds))
        return answer["idle"] ?? false
    }

    private struct Wait: Encodable {
        var account: String
        var seconds: Double
    }

    /// How a gateway hands requests over.
    package enum PayloadFormat: String, Sendable, Codable {
        /// Of REST APIs.
        case rest = "1.0"
        /// Of HTTP APIs.
        case http = "2.0"
        /// Of a function's own URL.
        case functionURL = "url"
    }

    /// A port that serves what has been made of an API, or a function without one.
    private struct Gateway: Codable {
        var account: String
        var region: String
        var api: String?
        var stage: String?
        var function: String?
        var payload: PayloadFormat?
    }

    /// Serves an API's routes on a port of its own.
    ///
    /// - Parameters:
    ///   - api: its number, of an HTTP or a REST API.
    ///   - stage: whose prefix the paths of requests don't have here.
    /// - Returns: where, as `http://127.0.0.1:4711`.
    package func serve(
        api: String, stage: String = "$default", account: String, region: String = AWSServer.region
    ) async throws -> String {
        try await open(Gateway(account: account, region: region, api: api, stage: stage))
    }

    /// Serves a function on a port of its own, every request with the same form.
    package func serve(
        function: String, as payload: PayloadFormat, account: String, region: String = AWSServer.region
    ) async throws -> String {
        try await open(Gateway(account: account, region: region, function: function, payload: payload))
    }

    private func open(_ gateway: Gateway) async throws -> String {
        let answer: [String: String] = try await ask("gateways", gateway)
        guard let endpoint = answer["endpoint"] else { throw AWSServerFault("The gateway has no endpoint.") }
        return endpoint
    }
}
