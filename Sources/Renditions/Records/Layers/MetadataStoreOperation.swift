/// What a caller asks of a ``MetadataStore``. The texts are contracts: metrics and logs carry them.
public enum MetadataStoreOperation: String, Hashable, Sendable, CaseIterable {
    case record
    case put
    case delete
    case page
}
