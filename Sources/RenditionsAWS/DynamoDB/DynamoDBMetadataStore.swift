package import AWSClient
public import Renditions

/// Records in a table of DynamoDB, which ``DynamoDBTable`` describes and makes.
///
/// Reads of a record are consistent. Listings go by two global indexes, which follow a write within a second or so: a record may
/// be missing from them for that long, but none is listed that is gone or that does not pass the filter any more. A listing
/// by attributes reads what has the first of them, in the order of their names; one by likeness alone looks at every record.
///
/// A record has at most 49 attributes and 400 KB as JSON, which is room for a thousand renditions; what is larger is refused
/// with `too-large`.
public struct DynamoDBMetadataStore: MetadataStore {
    let calls: TableCalls
    let configuration: Configuration
    let timing: Timing

    /// - Parameter table: its name or its ARN.
    /// - Throws: `StoreError` with code `invalid-request` for an endpoint that is not usable.
    public init(table: String, account: AWSAccount, configuration: Configuration = Configuration()) throws {
        do {
            self.init(
                table: table, client: try account.services.client(of: .dynamoDB), configuration: configuration,
                timing: account.services.timing)
        } catch let error as AWSError {
            throw error.storeError(table: table)
        }
    }

    package init(
        table: String, client: AWSServiceClient, configuration: Configuration = Configuration(),
        timing: Timing = .system
    ) {
        calls = TableCalls(table: table, client: client)
        self.configuration = configuration
        self.timing = timing
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await calls.item(RecordItems.key(of: id)).map { try RecordItems.record(in: $0) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        let revision = Revision.random()
        let items = try RecordItems(
            record, revision: revision, tombstones: configuration.tombstoneLifetime?.components.seconds)
        try await write(record.id, items, revision: revision, if: condition)
        return revision
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await write(id, nil, revision: Revision.random(), if: condition)
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try request.validate()
        guard let plan = try ListingPlan(request) else { return RecordPage(records: []) }
        var listing = RecordListingPass(
            request: request, plan: plan, calls: calls, entries: configuration.entriesPerPage, timing: timing)
        return try await listing.page()
    }
}

extension Revision {
    /// One that no record has had: 128 bits by chance. It also is the token of the write that makes it, which may have 36
    /// characters.
    static func random() -> Revision {
        Revision(
            String(UInt64.random(in: .min ... .max), radix: 36) + "-"
                + String(UInt64.random(in: .min ... .max), radix: 36))
    }
}
