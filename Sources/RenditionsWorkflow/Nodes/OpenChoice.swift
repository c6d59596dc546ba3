/// Cases of a ``Choice`` to which more can be added.
public struct OpenChoice<Input: Codable & Sendable, Output: Codable & Sendable>: Sendable {
    struct Case: Sendable {
        let rule: JSONObject
        let node: any WorkflowNode
    }

    let cases: [Case]
}
