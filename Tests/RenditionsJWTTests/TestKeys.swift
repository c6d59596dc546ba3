import Crypto
import CryptoExtras
import JWTKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keys of every kind, made anew in each run.
enum TestKeys {
    static let rsa = try! Insecure.RSA.PrivateKey(backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
    static let p256 = ES256PrivateKey()
    static let p384 = ES384PrivateKey()
    static let p521 = ES512PrivateKey()
    static let ed25519 = try! EdDSA.PrivateKey()
    static let secret = Array("a secret of two and thirty bytes".utf8)

    /// A public key of 1,024 bits, which is too few. Made with `openssl genrsa 1024`.
    static let shortRSA = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDirbc/rGGF1ZINMTTSLN3ToOjR
        xs04ApoF4Lmv880Ok6R0JtA3zTNzGovq6uJfpthBaaCSZJ4ovQmWU6egjl5+qbo/
        k+BdHlUSStulSsHZdBVx5bXjF0pKsu44wAKxg09gJzCRLdcgu7p31S4fXQl64sbS
        43febsJ/UuD10Aj+twIDAQAB
        -----END PUBLIC KEY-----
        """

    /// A JSON Web Key of ``rsa``.
    ///
    /// - Parameter more: further members, such as `"alg":"RS256"`.
    static func rsaKey(_ more: String...) throws -> String {
        let parts = try rsa.publicKey.getKeyPrimitives()
        return object(
            [
                #""kty":"RSA""#, #""n":"\#(TokenMaker.encoded(parts.modulus))""#,
                #""e":"\#(TokenMaker.encoded(parts.publicExponent))""#,
            ] + more)
    }

    static func ecKey(_ key: some ECDSAKey, _ more: String...) throws -> String {
        let point = key.parameters!
        return object(
            [
                #""kty":"EC""#, #""crv":"\#(key.curve.rawValue)""#,
                #""x":"\#(TokenMaker.encoded(Data(base64Encoded: point.x)!))""#,
                #""y":"\#(TokenMaker.encoded(Data(base64Encoded: point.y)!))""#,
            ] + more)
    }

    static func edKey(_ more: String...) -> String {
        let x = TokenMaker.encoded(ed25519.publicKey.rawRepresentation)
        return object([#""kty":"OKP""#, #""crv":"Ed25519""#, #""x":"\#(x)""#] + more)
    }

    static func set(_ keys: String...) -> String { #"{"keys":["# + keys.joined(separator: ",") + "]}" }

    private static func object(_ members: [String]) -> String { "{" + members.joined(separator: ",") + "}" }
}
