package import RenditionsWorkflow

/// The policy of a role: all that it may do.
package struct RolePolicy: Hashable, Sendable {
    package let statements: [PolicyStatement]

    init(_ statements: [PolicyStatement]) { self.statements = statements.filter { !$0.actions.isEmpty } }

    /// The document as IAM takes it.
    package var document: JSONValue {
        ["Version": "2012-10-17", "Statement": .array(statements.map(\.json))]
    }
}
