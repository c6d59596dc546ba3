/// What a Map state does.
struct MapDefinition: Hashable, Sendable {
    /// The first state of the item processor.
    let start: Int
    let items: JSONPath
    /// In place of ``items``.
    let reader: ItemReaderDefinition?
    let itemSelector: PayloadTemplate?
    let resultSelector: PayloadTemplate?
    let resultPath: ResultField
    /// Whether what comes of items is written elsewhere on AWS, and stands in no output.
    let dropsResults: Bool
    let maximumConcurrency: NumberField?
    /// Whether each item is an execution of its own on AWS. Here it runs inline, with an own numbering of events.
    let isDistributed: Bool
    let toleratedCount: NumberField?
    let toleratedPercentage: NumberField?
}
