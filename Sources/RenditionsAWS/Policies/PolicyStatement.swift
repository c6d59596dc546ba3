internal import RenditionsWorkflow

/// What a role may do, as a policy of IAM says it: these actions on these resources.
package struct PolicyStatement: Hashable, Sendable {
    /// Its name, unique in a policy: letters and digits.
    package let id: String
    /// As in `s3:GetObject`, in alphabetical order.
    package let actions: [String]
    /// ARNs, patterns of them, or `*` for actions that know no resources.
    package let resources: [String]
    /// A pattern of what a listing may ask for, where it asks for what keys begin with; nil for all keys.
    package let listedKeys: String?

    init(_ id: String, _ actions: some Sequence<String>, on resources: [String], listing listedKeys: String? = nil) {
        self.id = id
        self.actions = Set(actions).sorted()
        self.resources = resources
        self.listedKeys = listedKeys
    }

    var json: JSONValue {
        let resource: JSONValue =
            resources.count == 1 ? .string(resources[0]) : .array(resources.map { .string($0) })
        let actions = JSONValue.array(actions.map { .string($0) })
        guard let listedKeys else {
            return ["Sid": .string(id), "Effect": "Allow", "Action": actions, "Resource": resource]
        }
        return [
            "Sid": .string(id), "Effect": "Allow", "Action": actions, "Resource": resource,
            "Condition": ["StringLikeIfExists": ["s3:prefix": .string(listedKeys)]],
        ]
    }
}
