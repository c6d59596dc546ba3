/// What a service says of a call that is not allowed. It may lack another permission than the one that the call is named for: a
/// write under a key of KMS that of the key, a state machine that of handing on its role.
package struct AccessDenial: Hashable, Sendable {
    /// As policies have it: `kms:GenerateDataKey`.
    package var permission: String
    /// Whether a policy forbids it; it does not help then that another one allows it.
    package var isForbidden: Bool

    /// - Returns: nil where the text does not name a permission.
    init?(_ text: String) {
        guard let start = text.firstRange(of: "not authorized to perform: ")?.upperBound else { return nil }
        let name = text[start...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ":") }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...64).contains($0.count) }) else { return nil }
        permission = String(name)
        isForbidden = text[start...].contains("explicit deny")
    }
}
