import JWTKit
import RenditionsAPI
import RenditionsJWT
import Testing

/// Tokens that the keys have signed, of every kind of key and in every form of it.
@Suite struct GenuineTokenTests {
    @Test func tokensOfEveryKindOfKeySetCount() async throws {
        let makers: [(TokenMaker, String)] = try await [
            (.rsa(TestKeys.rsa), TestKeys.rsaKey()),
            (.rsa(TestKeys.rsa), TestKeys.rsaKey(#""alg":"RS256","use":"sig""#)),
            (.rsa(TestKeys.rsa, .sha384), TestKeys.rsaKey(#""alg":"RS384""#)),
            (.rsa(TestKeys.rsa, .sha512), TestKeys.rsaKey(#""alg":"RS512""#)),
            (.pss(TestKeys.rsa), TestKeys.rsaKey(#""alg":"PS256","key_ops":["verify"]"#)),
            (.ecdsa(TestKeys.p256), TestKeys.ecKey(TestKeys.p256)),
            (.ecdsa(TestKeys.p384), TestKeys.ecKey(TestKeys.p384, #""alg":"ES384""#)),
            (.ecdsa(TestKeys.p521), TestKeys.ecKey(TestKeys.p521)), (.eddsa(TestKeys.ed25519), TestKeys.edKey()),
            (.eddsa(TestKeys.ed25519), TestKeys.edKey(#""alg":"EdDSA","kid":"1""#)),
        ]
        for (maker, key) in makers {
            let authorizer = try await JWTAuthorizer.sample(.keySet(TestKeys.set(key)))
            #expect(try authorizer.says(to: maker.token(goodClaims)) == .ann, "\(maker.algorithm)")
            #expect(try authorizer.says(to: maker.token(goodClaims), for: .delete) == .forbidden, "\(maker.algorithm)")
        }
    }

    @Test func tokensOfEveryKindOfPublicKeyCount() async throws {
        let makers: [(TokenMaker, String)] = try await [
            (.rsa(TestKeys.rsa), TestKeys.rsa.publicKey.pemRepresentation),
            (.ecdsa(TestKeys.p256), TestKeys.p256.publicKey.pemRepresentation),
            (.ecdsa(TestKeys.p384), TestKeys.p384.publicKey.pemRepresentation),
            (.ecdsa(TestKeys.p521), TestKeys.p521.publicKey.pemRepresentation),
            (.eddsa(TestKeys.ed25519), TestKeys.ed25519.publicKey.pemRepresentation),
        ]
        let every = try await JWTAuthorizer.sample(
            .publicKeys(pem: "Ours:\n" + makers.map(\.1).joined(separator: "\n\n")))
        for (maker, pem) in makers {
            let token = try maker.token(goodClaims)
            #expect(try await JWTAuthorizer.sample(.publicKeys(pem: pem)).says(to: token) == .ann, "\(maker.algorithm)")
            #expect(every.says(to: token) == .ann, "\(maker.algorithm)")
            // A key in PEM has no name, so whatever a token calls it may be this one.
            let named = try maker.token(goodClaims, header: #"{"alg":"\#(maker.algorithm)","kid":"7"}"#)
            #expect(every.says(to: named) == .ann, "\(maker.algorithm)")
        }
    }

    @Test func tokensOfASharedSecretCount() async throws {
        let authorizer = try await JWTAuthorizer.sample(.secret(TestKeys.secret))
        #expect(try await authorizer.says(to: TokenMaker.hmac(TestKeys.secret).token(goodClaims)) == .ann)
        let other = TestKeys.secret.map { $0 ^ 1 }
        #expect(try await authorizer.says(to: TokenMaker.hmac(other).token(goodClaims)) == .unauthorized)
    }

    @Test func namedKeyIsTheOneThatCounts() async throws {
        let keys = try TestKeys.set(
            TestKeys.rsaKey(#""kid":"rsa""#), TestKeys.ecKey(TestKeys.p256, #""kid":"old""#),
            TestKeys.ecKey(ES256PrivateKey(), #""kid":"new""#))
        let authorizer = try await JWTAuthorizer.sample(.keySet(keys))
        let old = try await TokenMaker.ecdsa(TestKeys.p256)
        for (kid, expected) in [
            (#","kid":"old""#, .ann), ("", .ann), (#","kid":null"#, .ann), (#","kid":"new""#, .unauthorized),
            (#","kid":"rsa""#, .unauthorized), (#","kid":"gone""#, .unauthorized), (#","kid":"""#, .unauthorized),
            (#","kid":7"#, .unauthorized), (#","kid":"../../dev/null""#, .unauthorized),
        ] as [(String, Authorization)] {
            #expect(
                try authorizer.says(to: old.token(goodClaims, header: #"{"alg":"ES256"\#(kid)}"#)) == expected, "\(kid)"
            )
        }
    }

    @Test func keysForOtherUsesArePassedOver() async throws {
        let keys = try TestKeys.set(
            #"{"kty":"oct","use":"enc","k":"AAAA"}"#, TestKeys.rsaKey(#""alg":"RSA-OAEP","use":"enc""#),
            TestKeys.ecKey(TestKeys.p384, #""key_ops":["deriveKey"]"#), TestKeys.ecKey(TestKeys.p256))
        let authorizer = try await JWTAuthorizer.sample(.keySet(keys))
        #expect(try await authorizer.says(to: TokenMaker.ecdsa(TestKeys.p256).token(goodClaims)) == .ann)
        #expect(try await authorizer.says(to: TokenMaker.ecdsa(TestKeys.p384).token(goodClaims)) == .unauthorized)
        #expect(try await authorizer.says(to: TokenMaker.rsa(TestKeys.rsa).token(goodClaims)) == .unauthorized)
    }
}
