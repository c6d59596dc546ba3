import Crypto

/// A workflow as data. Its JSON form is the Amazon States Language (JSONPath dialect); runners carry out the value that
/// Step Functions receives, so that they can't drift.
///
/// Supported are all eight types of states, maps inline (distributed maps run inline too) with items that an ``ItemSource``
/// reads, Lambda tasks, all operators of choices and all intrinsic functions. JSONata, variables and other service
/// integrations are refused.
public struct StateMachine: Sendable {
    /// The document as it was read or lowered.
    public let document: JSONValue
    /// SHA-256 of the document's canonical form in hexadecimal digits: equal machines have equal fingerprints.
    public let fingerprint: String
    let program: Program

    /// Reads a document.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-document`, or `unsupported-document` when the only faults are that
    ///   this library lacks something; its `faults` list all of them.
    public init(document: JSONValue) throws {
        try self.init(document: document, faults: [])
    }

    /// Reads a document from JSON text.
    ///
    /// - Throws: as ``init(document:)``, and ``WorkflowError`` with code `invalid-json`. A name that stands twice in one
    ///   object is a fault too.
    public init(json text: String) throws {
        var parser = JSONParser(Array(text.utf8), findsDuplicates: true)
        let document = try parser.parse()
        try self.init(
            document: document,
            faults: parser.duplicates.map { DocumentFault(.invalid, at: $0, "The name stands there twice.") })
    }

    private init(document: JSONValue, faults: [DocumentFault]) throws {
        let loader = DocumentLoader(faults: faults)
        let program = loader.load(document)
        guard let program, loader.faults.isEmpty else {
            let isInvalid = loader.faults.contains { $0.kind == .invalid }
            throw WorkflowError(
                isInvalid ? .invalidDocument : .unsupportedDocument,
                isInvalid ? "The document is no valid state machine." : "The document uses what is not supported.",
                faults: loader.faults)
        }
        self.document = document
        self.program = program
        let digest = SHA256.hash(data: Array(document.canonicalJSON.utf8))
        fingerprint = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The document for people: two spaces for each level.
    public var json: String { document.prettyJSON }

    /// The names of all states, those of branches and item processors included, in the document's order.
    public var stateNames: [String] { program.states.map(\.name) }

    /// The functions that tasks name in the document itself.
    public var functions: Set<FunctionName> {
        var functions: Set<FunctionName> = []
        for state in program.states {
            guard case .task(let task) = state.kind else { continue }
            if case .function(let name) = task.resource { functions.insert(name) }
            if let name = task.constantFunction { functions.insert(name) }
        }
        return functions
    }

    /// The typed tasks that the document names.
    public var tasks: Set<TaskName> { Set(calls.compactMap(\.task)) }

    /// Whether there is a map whose items are executions of their own.
    public var hasDistributedMaps: Bool {
        program.states.contains { if case .map(let map) = $0.kind { map.isDistributed } else { false } }
    }

    /// Whether there is a map whose items are the objects of a bucket.
    public var listsObjects: Bool {
        program.states.contains { if case .map(let map) = $0.kind { map.reader?.source == .listing } else { false } }
    }

    /// Whether what comes of a map's items is written to a bucket.
    public var writesResults: Bool {
        program.states.contains { if case .map(let map) = $0.kind { map.dropsResults } else { false } }
    }

    /// Seconds that one attempt of a task may take, the longest that the document says itself; nil where it says none.
    public var longestTimeout: Int? {
        program.states.compactMap { state in
            guard case .task(let task) = state.kind, case .value(let seconds) = task.timeout else { return nil }
            return Int(seconds)
        }.max()
    }
}

extension StateMachine: Hashable {
    public static func == (left: StateMachine, right: StateMachine) -> Bool { left.fingerprint == right.fingerprint }
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension StateMachine: Codable {
    public init(from decoder: any Decoder) throws { try self.init(document: JSONValue(from: decoder)) }
    public func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
}
