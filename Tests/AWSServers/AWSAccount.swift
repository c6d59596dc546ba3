/// An account of AWS with the key of its owner, who may do everything in it.
package struct AWSAccount: Sendable, Hashable, Decodable {
    /// Twelve digits; empty with servers that have no accounts.
    package var account: String
    package var accessKey: String
    package var secretKey: String

    package init(account: String, accessKey: String, secretKey: String) {
        self.account = account
        self.accessKey = accessKey
        self.secretKey = secretKey
    }
}
