/// What a Pass state does.
struct PassDefinition: Hashable, Sendable {
    let parameters: PayloadTemplate?
    /// Stands for the result, as it is.
    let result: JSONValue?
    let resultPath: ResultField
}
