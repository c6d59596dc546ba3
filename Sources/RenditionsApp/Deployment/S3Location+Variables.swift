internal import RenditionsAWS

extension S3Location {
    /// The place that a variable or an option names.
    ///
    /// - Throws: ``ToolFailure`` where there is none, and where it is no place.
    init(_ text: String?, named name: String) throws {
        guard let location = S3Location(try ToolFailure.unlessMissing(text, name)) else {
            throw ToolFailure.usage("\(name) is not the place of objects. Write it like s3://bucket/prefix/.")
        }
        self = location
    }

    /// - Parameter owner: the account that must own the bucket; nil for any.
    /// - Throws: `StoreError`.
    func store(in account: AWSAccount, owner: String?) throws -> S3ObjectStore {
        try S3ObjectStore(
            bucket: bucket, prefix: prefix, account: account, configuration: .init(expectedOwner: owner))
    }
}

extension ToolFailure {
    /// What a variable or an option of a deployment says.
    ///
    /// - Throws: itself where nothing does.
    static func unlessMissing(_ text: String?, _ name: String) throws -> String {
        guard let text, !text.isEmpty else {
            throw usage("Where the deployment is, is not known. Set \(name), or give it as an option.")
        }
        return text
    }
}
