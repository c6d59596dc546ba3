internal import RenditionsWorkflow

/// What a role may do, as a policy of IAM says it: these actions on these resources.
package struct PolicyStatement: Hashable, Sendable {
    /// Its name, unique in a policy: letters and digits.
    package let id: String
    /// As in `s3:GetObject`, in alphabetical order.
    package let actions: [String]
    /// ARNs, patterns of them, or `*` for actions that know no resources.
    package let resources: [String]

    init(_ id: String, _ actions: some Sequence<String>, on resources: [String]) {
        self.id = id
        self.actions = Set(actions).sorted()
        self.resources = resources
    }

    var json: JSONValue {
        [
            "Sid": .string(id), "Effect": "Allow", "Action": .array(actions.map { .string($0) }),
            "Resource": resources.count == 1 ? .string(resources[0]) : .array(resources.map { .string($0) }),
        ]
    }
}
