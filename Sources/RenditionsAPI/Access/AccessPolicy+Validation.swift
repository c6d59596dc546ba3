extension AccessPolicy {
    /// Finds at start what could not work.
    ///
    /// - Parameters:
    ///   - hasAuthorizer: whether there is one to which something can be left.
    ///   - allowedOrigins: as in ``ImageAPI/Configuration/allowedOrigins``.
    /// - Throws: ``AccessError`` with `missing-authorizer` where a rule leaves something to an authorizer that is not there,
    ///   and `invalid-setting` for an origin that no page can have.
    public func validate(hasAuthorizer: Bool, allowedOrigins: Set<String> = []) throws(AccessError) {
        let left = Scope.allCases.filter { self[$0] == .authorized }.map(\.rawValue)
        if !hasAuthorizer, !left.isEmpty {
            throw AccessError(
                .missingAuthorizer,
                "These are for whom an authorizer grants them, and there is none: \(left.joined(separator: ", ")). Give tokens "
                    + "or keys, or set the rules to off or anyone.")
        }
        guard allowedOrigins.allSatisfy({ WebOrigin($0) != nil }) else {
            throw AccessError(
                .invalidSetting,
                "An allowed origin must be a scheme and a host, with a port where it has one, and nothing after them: "
                    + "https://example.com.")
        }
    }
}
