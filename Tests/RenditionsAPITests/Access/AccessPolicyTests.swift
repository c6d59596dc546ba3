import RenditionsAPI
import Testing

@Suite struct AccessPolicyTests {
    @Test func ruleWithoutTheAuthorizerThatItNeedsIsFoundAtStart() throws {
        let closed = AccessPolicy(upload: .off, list: .off, read: .off, renditions: .anyone)
        try closed.validate(hasAuthorizer: false)
        for scope in Scope.allCases {
            var policy = closed
            policy[scope] = .authorized
            let error = #expect(throws: AccessError.self) { try policy.validate(hasAuthorizer: false) }
            #expect(error?.code == .missingAuthorizer)
            #expect(error?.message.contains(scope.rawValue) == true)
            try policy.validate(hasAuthorizer: true)
        }
    }

    @Test(arguments: [
        ("https://example.com", true), ("http://localhost:8080", true), ("https://EXAMPLE.com", true),
        ("https://[::1]:8443", true), ("capacitor://localhost", true), ("https://example.com/", false),
        ("example.com", false), ("https://example.com/app", false), ("*", false), ("https://*.example.com", false),
        ("null", false), ("", false), ("https://", false), ("https://:80", false), ("https://example.com:", false),
        ("https://example.com:0", false), ("https://example.com:65536", false), ("https://example.com:+80", false),
        ("https://user@example.com", false), ("://example.com", false), ("1s://example.com", false),
        ("https://exam ple.com", false), ("https://\u{212A}.com", false), ("https://[]", false),
    ])
    func originThatNoPageCanHaveIsFoundAtStart(_ origin: String, _ isOne: Bool) throws {
        let policy = AccessPolicy()
        if isOne {
            try policy.validate(hasAuthorizer: true, allowedOrigins: [origin])
        } else {
            let error = #expect(throws: AccessError.self) {
                try policy.validate(hasAuthorizer: true, allowedOrigins: ["https://example.com", origin])
            }
            #expect(error?.code == .invalidSetting)
        }
    }

    @Test func whatIsDangerousIsOffUntilItIsSwitchedOn() {
        let policy = AccessPolicy()
        #expect(policy.originals == .off)
        #expect(policy.delete == .off)
        #expect(Scope.allCases.allSatisfy { policy[$0] != .anyone })
    }
}
