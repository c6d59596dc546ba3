internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// What tests tell the emulator, and ask it.
package struct EmulatorControl: Sendable {
    let endpoint: String

    /// An account of its own, in which nothing is yet.
    package func openAccount() async throws -> AWSAccount { try await ask("accounts", Nothing()) }

    /// Switches for every account, so that a test that uses them has a server of its own.
    package struct Switches: Sendable, Codable {
        /// Whether signatures, dates and the hashes of bodies count.
        package var signatures: Bool
        /// Whether policies count.
        package var policies: Bool
        /// Whether requests count as sent with TLS.
        package var secure: Bool

        package init(signatures: Bool = true, policies: Bool = true, secure: Bool = true) {
            self.signatures = signatures
            self.policies = policies
            self.secure = secure
        }
    }

    package func set(_ switches: Switches) async throws { let _: Switches = try await ask("switches", switches) }

    /// Requests that are to be refused.
    package struct Refusal: Sendable, Encodable {
        package var service: String
        /// As `PutItem`; any where there is none.
        package var action: String?
        package var account: String?
        /// How many.
        package var count: Int
        package var status: Int
        /// By the name that S3 has for it; `SlowDown` becomes each service's own for coming too fast.
        package var code: String

        package init(
            service: String, action: String? = nil, account: String? = nil, count: Int = 1, status: Int = 503,
            code: String = "SlowDown"
        ) {
            self.service = service
            self.action = action
            self.account = account
            self.count = count
            self.status = status
            self.code = code
        }
    }

    package func refuse(_ refusal: Refusal) async throws { let _: Nothing = try await ask("throttles", refusal) }

    /// How many of the refusals that were asked for have met no call yet.
    package func refusalsLeft(account: String) async throws -> Int {
        let answer: [String: Int] = try await ask("throttles/left", ["account": account])
        guard let left = answer["left"] else { throw AWSServerFault("The emulator does not say what is left.") }
        return left
    }

    /// Ends a session before its time.
    package func expire(accessKey: String) async throws {
        let answer: [String: Bool] = try await ask("expiries", ["accessKey": accessKey])
        guard answer["expired"] == true else { throw AWSServerFault("There is no session with this key.") }
    }

    /// Something that somebody wanted to do.
    package struct Call: Sendable, Hashable, Decodable {
        package var account: String
        package var principal: String
        package var action: String
        package var resource: String
        package var allowed: Bool
    }

    /// Everything that policies were asked about in an account, in order.
    package func calls(account: String) async throws -> [Call] {
        let answer: [String: [Call]] = try await ask("calls", ["account": account])
        return answer["calls"] ?? []
    }

    /// What went wrong where nobody could be told, as the delivery of an event.
    package struct Complaint: Sendable, Hashable, Decodable {
        package var account: String
        package var about: String
        package var reason: String
    }

    package func complaints(account: String) async throws -> [Complaint] {
        let answer: [String: [Complaint]] = try await ask("complaints", ["account": account])
        return answer["complaints"] ?? []
    }

    /// Deletes the items of DynamoDB whose time has come.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: how many.
    package func deleteExpiredItems(account: String, now: Double) async throws -> Int {
        let answer: [String: Int] = try await ask("dynamodb/expired", Expiry(account: account, now: now))
        return answer["deleted"] ?? 0
    }

    /// Takes everything away, in every account.
    package func reset() async throws { let _: Nothing = try await ask("reset", Nothing()) }

    private struct Expiry: Encodable {
        var account: String
        var now: Double
    }

    struct Nothing: Codable {}

    func ask<Answer: Decodable>(_ name: String, _ body: some Encodable) async throws -> Answer {
        guard let url = URL(string: "\(endpoint)/_emulator/\(name)") else {
            throw AWSServerFault("\(endpoint) is no URL.")
        }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode(body)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        // A test that waits for functions may wait long.
        request.timeoutInterval = 900
        let (data, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw AWSServerFault("The emulator says of \(name): \(String(decoding: data, as: UTF8.self))")
        }
        return try JSONDecoder().decode(Answer.self, from: data)
    }
}
