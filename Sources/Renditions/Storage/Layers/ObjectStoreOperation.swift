/// What a caller asks of an ``ObjectStore``. The texts are contracts: metrics and logs carry them.
public enum ObjectStoreOperation: String, Hashable, Sendable, CaseIterable {
    case get
    case put
    case delete
    case page
}
