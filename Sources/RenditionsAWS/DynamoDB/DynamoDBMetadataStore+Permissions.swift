package import Renditions

extension DynamoDBMetadataStore {
    /// What a role must be allowed on the table.
    package static func permissions(for action: StoreUses.Action) -> [String] {
        switch action {
        case .read: ["dynamodb:GetItem"]
        // What is there is looked at, and items of attributes that a record has no more are deleted.
        case .write: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem"]
        case .delete: ["dynamodb:DeleteItem", "dynamodb:GetItem"]
        case .list: ["dynamodb:BatchGetItem"]
        }
    }

    /// What a role must be allowed on the table's indexes, for listings.
    package static let indexPermissions = ["dynamodb:Query"]

    /// All of it.
    package static var permissions: [String] {
        Set(StoreUses.Action.allCases.flatMap(permissions(for:)) + indexPermissions).sorted()
    }
}
