/// The members of a JSON object in the order in which they were written. The order is not part of the value.
public struct JSONObject: Sendable {
    public struct Entry: Sendable {
        public var key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    public private(set) var entries: [Entry]
    /// Where each key stands. Few keys are found faster by looking at each, so small objects have none.
    private var positions: [ByteString: Int]?

    private static let indexedFrom = 16

    public init() { entries = [] }

    /// Of two entries with one key the last counts, in the place of the first.
    public init(_ entries: [Entry]) {
        self.entries = []
        self.entries.reserveCapacity(entries.count)
        for entry in entries { self[entry.key] = entry.value }
    }

    public var count: Int { entries.count }
    public var isEmpty: Bool { entries.isEmpty }
    public var keys: [String] { entries.map(\.key) }

    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { entries[$0].value } }
        set {
            guard let newValue else { return remove(key) }
            if let position = position(of: key) {
                entries[position].value = newValue
            } else {
                entries.append(Entry(key: key, value: newValue))
                if positions != nil {
                    positions?[ByteString(key)] = entries.count - 1
                } else if entries.count > Self.indexedFrom {
                    reindex()
                }
            }
        }
    }

    /// Appends a member whose key is known to be new.
    mutating func append(_ key: String, _ value: JSONValue) { self[key] = value }

    /// Changes the value under a key where it stands, without a copy. A missing value is `null` first.
    mutating func update<Result>(_ key: String, _ body: (inout JSONValue) -> Result) -> Result {
        if let position = position(of: key) { return body(&entries[position].value) }
        var value = JSONValue.null
        let result = body(&value)
        self[key] = value
        return result
    }

    func position(of key: String) -> Int? {
        if let positions { return positions[ByteString(key)] }
        return entries.firstIndex { $0.key.hasSameBytes(as: key) }
    }

    private mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        entries.remove(at: position)
        if positions != nil { reindex() }
    }

    private mutating func reindex() {
        guard entries.count > Self.indexedFrom else { return positions = nil }
        positions = Dictionary(
            entries.enumerated().map { (ByteString($0.element.key), $0.offset) }, uniquingKeysWith: { _, last in last })
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.entries.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        // The order must not matter.
        var sum = 0
        for entry in entries {
            var each = Hasher()
            each.combine(entry.key)
            each.combine(entry.value)
            sum &+= each.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Entry(key: $0.0, value: $0.1) })
    }
}
