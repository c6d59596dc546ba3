import JWTKit
import RenditionsAPI
import RenditionsJWT
import Testing

/// Keys and configurations that can't work are found at start.
@Suite struct UnusableKeyTests {
    private func error(_ keys: JWTKeys, _ configuration: JWTAuthorizer.Configuration = .init()) async -> AccessError? {
        do {
            _ = try await JWTAuthorizer(keys, configuration: configuration)
            return nil
        } catch {
            return error
        }
    }

    @Test func secretsHaveTheLengthThatIsDocumented() async {
        #expect(await error(.secret([]))?.code == .unusableKey)
        #expect(await error(.secret(Array(repeating: 7, count: 31)))?.code == .unusableKey)
        #expect(await error(.secret(Array(repeating: 7, count: 32))) == nil)
    }

    @Test func publicKeyIsNoSecret() async throws {
        for pem in [TestKeys.rsa.publicKey.pemRepresentation, "\n" + TestKeys.p256.publicKey.pemRepresentation] {
            #expect(await error(.secret(Array(pem.utf8)))?.code == .unusableKey)
        }
    }

    @Test func keySetsThatCannotBeUsedAreRefused() async throws {
        let rsa = try TestKeys.rsaKey()
        let sets: [(String, AccessError.Code)] = try [
            ("", .unusableKey), ("[]", .unusableKey), ("{}", .unusableKey), (#"{"keys":{}}"#, .unusableKey),
            (rsa, .unusableKey), (#"{"keys":[]}"#, .noCredentials),
            (TestKeys.set(TestKeys.rsaKey(#""use":"enc""#)), .noCredentials),
            (TestKeys.set("{}"), .unusableKey), (TestKeys.set(#"{"kty":"RSA"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"RSA","n":"!","e":"AQAB"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"oct","k":"\#(String(repeating: "A", count: 64))"}"#), .unusableKey),
            (TestKeys.set(TestKeys.rsaKey(#""d":"AQAB""#)), .unusableKey),
            (TestKeys.set(TestKeys.ecKey(TestKeys.p256, #""d":"AQAB""#)), .unusableKey),
            (TestKeys.set(TestKeys.edKey(#""d":null"#)), .unusableKey),
            (TestKeys.set(TestKeys.rsaKey(#""alg":"HS256""#)), .unusableKey),
            (TestKeys.set(TestKeys.rsaKey(#""alg":"none""#)), .unusableKey),
            (TestKeys.set(TestKeys.rsaKey(#""alg":"RSA-OAEP""#)), .unusableKey),
            (TestKeys.set(TestKeys.rsaKey(#""alg":"ES256""#)), .unusableKey),
            (TestKeys.set(TestKeys.ecKey(TestKeys.p256, #""alg":"ES384""#)), .unusableKey),
            (TestKeys.set(TestKeys.ecKey(TestKeys.p256, #""alg":"RS256""#)), .unusableKey),
            (TestKeys.set(TestKeys.edKey(#""alg":"HS256""#)), .unusableKey),
            (TestKeys.set(#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"EC","crv":"P-256"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"OKP","crv":"Ed25519"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#), .unusableKey),
            (TestKeys.set(#"{"kty":"OKP","crv":"X25519","x":"AA"}"#), .unusableKey),
            (TestKeys.set(rsa, #"{"kty":"RSA"}"#), .unusableKey),
        ]
        for (json, code) in sets {
            #expect(await error(.keySet(json))?.code == code, "\(json)")
        }
        #expect(await error(.keySet(TestKeys.set(rsa, #"{"kty":"RSA"}"#)))?.message.hasPrefix("Key 2 ") == true)
    }

    @Test func pointOffItsCurveIsRefused() async throws {
        let point = TokenMaker.encoded(Array(repeating: UInt8(7), count: 32))
        let set = TestKeys.set(#"{"kty":"EC","crv":"P-256","x":"\#(point)","y":"\#(point)"}"#)
        #expect(await error(.keySet(set))?.code == .unusableKey)
    }

    @Test func textsThatHoldNoPublicKeyAreRefused() async throws {
        let good = TestKeys.p256.publicKey.pemRepresentation
        for (pem, code) in [
            ("", .noCredentials), ("ssh-ed25519 AAAA", .noCredentials), (TestKeys.rsa.pemRepresentation, .unusableKey),
            (TestKeys.p256.pemRepresentation, .unusableKey),
            (good + "\n" + TestKeys.p256.pemRepresentation, .unusableKey),
            (TestKeys.shortRSA, .unusableKey), (good + "\n" + TestKeys.shortRSA, .unusableKey),
            (String(good.prefix(60)), .unusableKey),
            ("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", .unusableKey),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", .unusableKey),
        ] as [(String, AccessError.Code)] {
            #expect(await error(.publicKeys(pem: pem))?.code == code, "\(pem)")
        }
    }

    @Test(
        arguments: [
            .init(leeway: -1), .init(leeway: 301), .init(issuer: ""), .init(audience: ""), .init(scopeClaim: ""),
            .init(scopePrefix: "images "),
        ] as [JWTAuthorizer.Configuration])
    func settingsThatCannotWorkAreRefused(_ configuration: JWTAuthorizer.Configuration) async {
        #expect(await error(.secret(TestKeys.secret), configuration)?.code == .invalidSetting)
    }

    @Test func nothingThatIsPrintedHoldsAKey() async throws {
        #expect("\(JWTKeys.secret(TestKeys.secret))" == "a secret")
        let secret = TokenMaker.encoded(TestKeys.secret)
        for key in [
            #"{"kty":"oct","k":"\#(secret)"}"#, #"{"kty":"\#(secret)"}"#, #"{"kty":7,"k":"\#(secret)"}"#, secret,
        ] {
            let error = try #require(await error(.keySet(TestKeys.set(key))))
            #expect(!String(describing: error).contains(secret) && !String(reflecting: error).contains(secret))
        }
    }
}
