/// What a part of a program does to which of its stores. Parts declare it, so that whoever deploys them can allow them that and
/// nothing else.
///
/// ```swift
/// static let storeUses: StoreUses = [.originals: [.read], .records: [.read, .write]]
/// ```
public struct StoreUses: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// The stores that a program has. The texts are contracts.
    public enum Store: String, Codable, Hashable, Sendable, CaseIterable {
        case originals
        case renditions
        /// What is needed to process poisoned originals again.
        case quarantine
        /// What the REST API has to remember itself.
        case notes
        /// The metadata store.
        case records
    }

    /// What can be done to a store. The texts are contracts.
    public enum Action: String, Codable, Hashable, Sendable, CaseIterable {
        /// One object or record, or its metadata.
        case read
        /// Under any condition. Stores that lose a reply look what has become of a write.
        case write
        case delete
        /// Pages of what there is.
        case list
    }

    private var actions: [Store: Set<Action>]

    public init(_ actions: [Store: Set<Action>] = [:]) { self.actions = actions.filter { !$0.value.isEmpty } }

    public init(dictionaryLiteral elements: (Store, Set<Action>)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { $0.union($1) }))
    }

    /// What is done to a store; nothing for one that is not used.
    public subscript(store: Store) -> Set<Action> { actions[store] ?? [] }

    /// The stores to which anything is done.
    public var stores: Set<Store> { Set(actions.keys) }

    /// What either does.
    public func union(_ other: StoreUses) -> StoreUses {
        StoreUses(actions.merging(other.actions) { $0.union($1) })
    }
}
