/// Where a distributed map's items are kept, when they are not in its input.
struct ItemReaderDefinition: Hashable, Sendable {
    let source: ItemRequest.Source
    let parameters: PayloadTemplate?
    /// How what is read becomes items, as it was written.
    let configuration: JSONValue
    /// How many items are taken at most; 0 for all.
    let maximum: NumberField?

    var readsContext: Bool { parameters?.readsContext == true || maximum?.readsContext == true }
}
