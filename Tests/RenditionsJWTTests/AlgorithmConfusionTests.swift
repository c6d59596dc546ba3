import Crypto
import JWTKit
import RenditionsAPI
import RenditionsJWT
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A key stands for one algorithm, and no token can choose another.
@Suite struct AlgorithmConfusionTests {
    /// An authorizer of each kind of key, and what signs for it.
    private func authorizers() async throws -> [(JWTAuthorizer, TokenMaker)] {
        try await [
            (.sample(.secret(TestKeys.secret)), .hmac(TestKeys.secret)),
            (.sample(.publicKeys(pem: TestKeys.rsa.publicKey.pemRepresentation)), .rsa(TestKeys.rsa)),
            (.sample(.keySet(TestKeys.set(TestKeys.rsaKey()))), .rsa(TestKeys.rsa)),
            (.sample(.keySet(TestKeys.set(TestKeys.ecKey(TestKeys.p256)))), .ecdsa(TestKeys.p256)),
            (.sample(.keySet(TestKeys.set(TestKeys.edKey()))), .eddsa(TestKeys.ed25519)),
        ]
    }

    @Test(arguments: ["none", "None", "NONE", "nOnE", "", " none"])
    func noAlgorithmIsNotOne(_ name: String) async throws {
        for (authorizer, maker) in try await authorizers() {
            let genuine = try maker.token(goodClaims, header: #"{"alg":"\#(name)"}"#)
            #expect(authorizer.says(to: genuine) == .unauthorized)
            let unsigned = genuine.prefix(through: genuine.lastIndex(of: ".")!)
            for signature in ["", "AA", ".", "bm9uZQ"] {
                #expect(authorizer.says(to: unsigned + signature) == .unauthorized)
            }
        }
    }

    @Test func textOfAPublicKeyIsNoSecret() async throws {
        let primitives = try TestKeys.rsa.publicKey.getKeyPrimitives()
        let rsa = TestKeys.rsa.publicKey
        let published: [[UInt8]] = [
            Array(rsa.pemRepresentation.utf8), Array((rsa.pemRepresentation + "\n").utf8), Array(rsa.derRepresentation),
            Array(primitives.modulus), Array(primitives.publicExponent), Array(try TestKeys.rsaKey().utf8),
            Array(try TestKeys.set(TestKeys.rsaKey()).utf8), Array(TestKeys.p256.publicKey.pemRepresentation.utf8),
            Array(try TestKeys.ecKey(TestKeys.p256).utf8), Array(TestKeys.ed25519.publicKey.rawRepresentation), [],
        ]
        for (authorizer, maker) in try await authorizers() {
            for key in published {
                for algorithm in ["HS256", maker.algorithm] {
                    let signed =
                        TokenMaker.encoded(#"{"alg":"\#(algorithm)","typ":"JWT"}"#.utf8) + "."
                        + TokenMaker.encoded(goodClaims.utf8)
                    let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: key))
                    #expect(authorizer.says(to: signed + "." + TokenMaker.encoded(code)) == .unauthorized)
                }
            }
        }
    }

    @Test func genuineSignatureUnderAnotherNameDoesNotCount() async throws {
        for (authorizer, maker) in try await authorizers() {
            #expect(try authorizer.says(to: maker.token(goodClaims)) == .ann)
            for name in [
                "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA",
                "Ed25519",
                maker.algorithm.lowercased(), maker.algorithm + " ",
            ] where name != maker.algorithm {
                #expect(
                    try authorizer.says(to: maker.token(goodClaims, header: #"{"alg":"\#(name)"}"#)) == .unauthorized)
            }
        }
    }

    @Test func firstTokenDoesNotChooseTheAlgorithmOfAKeyThatNamesNone() async throws {
        let authorizer = try await JWTAuthorizer.sample(.keySet(TestKeys.set(TestKeys.rsaKey(#""kid":"1""#))))
        let header = #"{"alg":"%","kid":"1"}"#
        for maker in try await [TokenMaker.rsa(TestKeys.rsa, .sha384), .rsa(TestKeys.rsa, .sha512), .pss(TestKeys.rsa)]
        {
            let named = header.split(separator: "%").joined(separator: maker.algorithm)
            #expect(try authorizer.says(to: maker.token(goodClaims, header: named)) == .unauthorized)
        }
        #expect(try await authorizer.says(to: TokenMaker.rsa(TestKeys.rsa).token(goodClaims)) == .ann)
    }

    @Test func keyThatATokenBringsAlongIsNotUsed() async throws {
        let stranger = ES256PrivateKey()
        let maker = try await TokenMaker.ecdsa(stranger)
        let authorizer = try await JWTAuthorizer.sample(.keySet(TestKeys.set(TestKeys.ecKey(TestKeys.p256))))
        for more in try [
            #""jwk":\#(TestKeys.ecKey(stranger))"#, #""jku":"https://evil.example/keys.json""#,
            #""x5u":"https://evil.example/chain.pem""#, #""x5c":["AAAA"]"#,
        ] {
            #expect(
                try authorizer.says(to: maker.token(goodClaims, header: #"{"alg":"ES256",\#(more)}"#)) == .unauthorized)
        }
    }

    @Test func signaturesOfZeroesAndOfOtherLengthsDoNotCount() async throws {
        for (authorizer, maker) in try await authorizers() {
            let token = try maker.token(goodClaims)
            let signed = token.prefix(through: token.lastIndex(of: ".")!)
            for length in [1, 31, 32, 63, 64, 65, 96, 132, 255, 256, 257, 512] {
                for byte in [0, 1, 0xFF] as [UInt8] {
                    let signature = TokenMaker.encoded(Array(repeating: byte, count: length))
                    #expect(authorizer.says(to: signed + signature) == .unauthorized)
                }
            }
        }
    }

    @Test(arguments: [#""crit":["b64"],"b64":false"#, #""crit":["exp"]"#, #""crit":[]"#, #""crit":null"#])
    func extensionsThatMustBeUnderstoodAreNot(_ more: String) async throws {
        for (authorizer, maker) in try await authorizers() {
            let token = try maker.token(goodClaims, header: #"{"alg":"\#(maker.algorithm)",\#(more)}"#)
            #expect(authorizer.says(to: token) == .unauthorized)
        }
    }
}
