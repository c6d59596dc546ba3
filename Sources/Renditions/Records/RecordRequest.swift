#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Which records to give: those that pass every part that is set.
public struct RecordFilter: Hashable, Sendable {
    /// In one of these states; nil for any.
    public var states: Set<AssetState>?
    /// Updated at this instant or later.
    public var updatedFrom: Date?
    /// Updated before this instant.
    public var updatedBefore: Date?
    /// Having all of these attributes with these values, byte for byte: an `é` of one character and one of two are
    /// different.
    public var attributes: [String: String]
    /// Looking alike.
    public var similar: Similarity?

    /// A perceptual hash and how many of its 64 bits may differ.
    public struct Similarity: Hashable, Sendable {
        public var hash: PerceptualHash
        /// 0 to 64 bits. Near-duplicates have at most about 10.
        public var maximumDistance: Int

        public init(to hash: PerceptualHash, maximumDistance: Int) {
            self.hash = hash
            self.maximumDistance = maximumDistance
        }
    }

    public init(
        states: Set<AssetState>? = nil, updatedFrom: Date? = nil, updatedBefore: Date? = nil,
        attributes: [String: String] = [:], similar: Similarity? = nil
    ) {
        self.states = states
        self.updatedFrom = updatedFrom
        self.updatedBefore = updatedBefore
        self.attributes = attributes
        self.similar = similar
    }

    /// Whether a record passes. The memory store filters with this; other stores must agree with it.
    public func admits(_ record: AssetRecord) -> Bool {
        if let states, !states.contains(record.state) { return false }
        if let updatedFrom, record.updated < updatedFrom { return false }
        if let updatedBefore, record.updated >= updatedBefore { return false }
        // Swift takes texts for equal that differ in bytes; the databases of other stores don't.
        for wanted in attributes {
            let isThere = record.attributes.contains { found in
                found.key.utf8.elementsEqual(wanted.key.utf8) && found.value.utf8.elementsEqual(wanted.value.utf8)
            }
            guard isThere else { return false }
        }
        if let similar {
            guard let hash = record.analysis?.perceptualHash else { return false }
            if hash.distance(to: similar.hash) > similar.maximumDistance { return false }
        }
        return true
    }
}

/// In which order to give records. Ties are broken by ID, ascending.
public enum RecordOrder: String, Hashable, Sendable, CaseIterable {
    case id
    case oldestUpdateFirst
    case newestUpdateFirst
}

/// Which records to give, in which order, how many at once.
public struct RecordRequest: Hashable, Sendable {
    public var filter: RecordFilter
    public var order: RecordOrder
    /// Records in a page: 1 to 1,000.
    public var limit: Int
    /// Where the page before ended: its ``RecordPage/next``.
    public var cursor: String?

    public init(
        filter: RecordFilter = RecordFilter(), order: RecordOrder = .id, limit: Int = 100, cursor: String? = nil
    ) {
        self.filter = filter
        self.order = order
        self.limit = limit
        self.cursor = cursor
    }

    /// - Throws: ``StoreError`` with code ``StoreError/Code/invalidRequest``.
    public func validate() throws {
        guard (1...1000).contains(limit) else {
            throw StoreError(.invalidRequest, "A page has 1 to 1,000 records, not \(limit).")
        }
        if let similar = filter.similar, !(0...64).contains(similar.maximumDistance) {
            throw StoreError(.invalidRequest, "A distance of perceptual hashes is 0 to 64 bits.")
        }
    }
}

/// Some records of a store.
public struct RecordPage: Sendable, Equatable {
    public var records: [Revised<AssetRecord>]
    /// Where the next page starts; nil when this is the last. Opaque.
    public var next: String?

    public init(records: [Revised<AssetRecord>], next: String? = nil) {
        self.records = records
        self.next = next
    }
}
