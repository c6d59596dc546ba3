import JWTKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Signs tokens as an identity provider does, and as somebody does who means harm: header and claims are any text.
struct TokenMaker: Sendable {
    /// What it is called in headers.
    let algorithm: String
    private let signer: any JWTAlgorithm

    init(_ algorithm: any JWTAlgorithm) {
        self.algorithm = algorithm.name
        signer = algorithm
    }

    /// - Parameters:
    ///   - header: the usual one where nil.
    ///   - claims: JSON.
    func token(_ claims: String, header: String? = nil) throws -> String {
        let header = header ?? #"{"alg":"\#(algorithm)","typ":"JWT"}"#
        let signed = Self.encoded(header.utf8) + "." + Self.encoded(claims.utf8)
        return signed + "." + Self.encoded(try signer.sign(Data(signed.utf8)))
    }

    /// Base64 for addresses, without padding.
    static func encoded(_ bytes: some Sequence<UInt8>) -> String {
        let text = Data(bytes).base64EncodedString()
        return String(
            text.compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}

extension TokenMaker {
    static func hmac(_ secret: [UInt8], _ digest: DigestAlgorithm = .sha256) async throws -> TokenMaker {
        let collection = JWTKeyCollection()
        await collection.add(hmac: HMACKey(from: secret), digestAlgorithm: digest)
        return TokenMaker(try await collection.getKey())
    }

    static func rsa(_ key: Insecure.RSA.PrivateKey, _ digest: DigestAlgorithm = .sha256) async throws -> TokenMaker {
        let collection = JWTKeyCollection()
        await collection.add(rsa: key, digestAlgorithm: digest)
        return TokenMaker(try await collection.getKey())
    }

    static func pss(_ key: Insecure.RSA.PrivateKey) async throws -> TokenMaker {
        let collection = JWTKeyCollection()
        await collection.add(pss: key, digestAlgorithm: .sha256)
        return TokenMaker(try await collection.getKey())
    }

    static func ecdsa(_ key: some ECDSAKey) async throws -> TokenMaker {
        let collection = JWTKeyCollection()
        await collection.add(ecdsa: key)
        return TokenMaker(try await collection.getKey())
    }

    static func eddsa(_ key: EdDSA.PrivateKey) async throws -> TokenMaker {
        let collection = JWTKeyCollection()
        await collection.add(eddsa: key)
        return TokenMaker(try await collection.getKey())
    }
}
