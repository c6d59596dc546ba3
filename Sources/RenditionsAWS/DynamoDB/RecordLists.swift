internal import Renditions

/// The lists in which records stand, and how they are spread.
///
/// A list is a partition of an index. All records of one state, or with one attribute, would make a partition that takes no
/// more than a thousand writes a second, so each list is four, between which the assets' IDs decide.
enum RecordLists {
    /// Stored in keys: another number would be another layout.
    static let shards = 4

    static func shard(of id: AssetID) -> Int {
        Int(Fingerprint(of: [Array(id.rawValue.utf8)]).bytes[0]) % shards
    }

    static func name(of state: AssetState, shard: Int) -> String { "state/\(state.rawValue)/\(shard)" }

    static func name(ofMark mark: String, shard: Int) -> String { "attribute/\(mark)/\(shard)" }

    /// What stands for an attribute in keys, which may not hold all that attributes may: 32 hexadecimal digits.
    static func mark(_ name: String, _ value: String) -> String {
        String(Fingerprint(of: [Array(name.utf8), Array(value.utf8)]).description.prefix(32))
    }

    static func marks(of attributes: [String: String]) -> [String] {
        attributes.map { mark($0.key, $0.value) }.sorted()
    }
}
