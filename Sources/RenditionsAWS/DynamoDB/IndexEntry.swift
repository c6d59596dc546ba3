internal import Renditions

/// A record as an index has it: where it stands, and what a filter can ask of it without the record itself.
struct IndexEntry: Hashable, Sendable {
    var place: RecordPlace
    var hash: PerceptualHash?

    /// What is read of each.
    static let names: [TableItem.Name] = [.place, .hash]

    /// - Throws: `StoreError` with code `corrupt`.
    init(_ item: TableItem) throws {
        guard let place = (item[.place]?.text).flatMap({ RecordPlace($0) }) else {
            throw StoreError(.corrupt, "An item of an index of the table is no record.")
        }
        self.place = place
        hash = (item[.hash]?.text).flatMap { PerceptualHash($0) }
    }

    /// Whether the record may pass the part of a filter that DynamoDB can't judge.
    func mayPass(_ filter: RecordFilter) -> Bool {
        guard let similar = filter.similar else { return true }
        guard let hash else { return false }
        return hash.distance(to: similar.hash) <= similar.maximumDistance
    }
}
