package import AWSClient
internal import Renditions
internal import RenditionsWorkflow

/// The table that a ``DynamoDBMetadataStore`` keeps its records in.
///
/// Its key is `pk` and `sk`. A record is one item; each of its attributes is another, by which it is found. Two global indexes
/// list them: `by-update` with the key `list` and `place`, and `by-id` with `list` and `id`; all keys are strings. Items that
/// DynamoDB may delete say so in `expires`, which the table's time to live goes by.
public struct DynamoDBTable: Sendable {
    /// Something that a table lacks.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// Whether the store can't work with it.
        public var isFatal: Bool
        /// What is wrong, and what to do.
        public var description: String

        init(_ description: String, isFatal: Bool = true) {
            self.isFatal = isFatal
            self.description = description
        }
    }

    /// Names of the indexes.
    package static let byUpdate = "by-update"
    package static let byID = "by-id"

    /// Its name or its ARN.
    public let name: String
    private let calls: TableCalls
    private let timing: Timing

    /// - Throws: `StoreError` with code `invalid-request` for an endpoint that is not usable.
    public init(name: String, account: AWSAccount) throws {
        do {
            self.init(name: name, client: try account.services.client(of: .dynamoDB), timing: account.services.timing)
        } catch let error as AWSError {
            throw error.storeError(table: name)
        }
    }

    package init(name: String, client: AWSServiceClient, timing: Timing = .system) {
        self.name = name
        self.timing = timing
        calls = TableCalls(table: name, client: client)
    }

    /// Makes the table with its indexes, paid by request, and waits until it can be used. One that is there stays as it is, but
    /// for its time to live, which is switched on.
    ///
    /// - Throws: `StoreError` with codes `permission-denied`, `unavailable`, `invalid-request`.
    public func create() async throws {
        try await calls.translatingErrors {
            do {
                _ = try await calls.call("CreateTable", Self.definition)
            } catch let error as AWSError where error.serviceCode == "ResourceInUseException" {
                // It is there, or is being made.
            }
        }
        for attempt in 0..<60 {
            if try await status() == "ACTIVE" { return try await expireItems() }
            try await timing.clock.sleep(for: .milliseconds(min(100 << min(attempt, 5), 2000)))
        }
        throw StoreError(.unavailable, "The table \(name) is still being made. Try again in a minute.")
    }

    /// Removes the table with everything in it. Removing nothing succeeds.
    ///
    /// - Throws: `StoreError` with codes `permission-denied`, `unavailable`.
    public func delete() async throws {
        try await calls.translatingErrors {
            do {
                _ = try await calls.call("DeleteTable", [:])
            } catch let error as AWSError where error.code == .notFound {}
        }
    }

    /// What differs from what a store needs; nothing where all is well.
    ///
    /// - Throws: `StoreError` with codes `invalid-request` (there is no such table), `permission-denied`, `unavailable`.
    public func problems() async throws -> [Problem] {
        let table = try await describe()
        var problems: [Problem] = []
        if table["TableStatus"]?.stringValue != "ACTIVE" { problems.append(Problem("The table is not active yet.")) }
        if Self.keys(table) != ["pk", "sk"] {
            problems.append(Problem("The table's key must be pk and sk, both strings."))
        }
        let others = Self.keysOfOtherTypes(table)
        if !others.isEmpty {
            problems.append(Problem("Keys must be strings, and are not: \(others.joined(separator: ", "))."))
        }
        let indexes = table["GlobalSecondaryIndexes"]?.arrayValue ?? []
        for (index, keys, included) in Self.indexes {
            guard let found = indexes.first(where: { $0["IndexName"]?.stringValue == index }) else {
                problems.append(
                    Problem("The global index \(index) is missing, with the key \(keys[0]) and \(keys[1])."))
                continue
            }
            if Self.keys(found) != keys {
                problems.append(Problem("The key of the index \(index) must be \(keys[0]) and \(keys[1])."))
            }
            if let lack = Self.lack(of: found["Projection"], in: included) {
                problems.append(Problem("The index \(index) must include \(lack)."))
            }
            // It may say nothing, where it was made together with the table.
            if let status = found["IndexStatus"]?.stringValue, status != "ACTIVE" {
                problems.append(Problem("The index \(index) is not active yet."))
            }
        }
        if try await expiringAttribute() != TableItem.Name.expires.rawValue {
            problems.append(
                Problem(
                    "The table's time to live is off, or goes by another attribute than expires: what is left of erased "
                        + "assets stays for ever.", isFatal: false))
        }
        return problems
    }

    private func describe() async throws -> JSONValue {
        try await calls.translatingErrors { try await calls.call("DescribeTable", [:])["Table"] ?? [:] }
    }

    private func status() async throws -> String? {
        // For a moment DynamoDB may not know the table that it has just been told to make.
        do {
            return try await describe()["TableStatus"]?.stringValue
        } catch let error as StoreError where error.code == .invalidRequest {
            return nil
        }
    }

    private func expiringAttribute() async throws -> String? {
        let reply = try await calls.translatingErrors { try await calls.call("DescribeTimeToLive", [:]) }
        let found = reply["TimeToLiveDescription"]
        guard ["ENABLED", "ENABLING"].contains(found?["TimeToLiveStatus"]?.stringValue) else { return nil }
        return found?["AttributeName"]?.stringValue
    }

    private func expireItems() async throws {
        if try await expiringAttribute() == TableItem.Name.expires.rawValue { return }
        let input: JSONValue = [
            "TimeToLiveSpecification": ["Enabled": true, "AttributeName": .string(TableItem.Name.expires.rawValue)]
        ]
        _ = try await calls.translatingErrors { try await calls.call("UpdateTimeToLive", input) }
    }
}
