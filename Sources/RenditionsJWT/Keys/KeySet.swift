internal import RenditionsAPI

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A JSON Web Key Set, as it is published.
struct KeySet: Decodable {
    private let keys: [PublishedKey]

    init(json: String) throws(AccessError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
        } catch {
            throw AccessError(
                .unusableKey,
                "The key set can't be read. It must be the JSON document of RFC 7517, with an array of keys.")
        }
    }

    /// - Throws: `unusable-key` for the first that is for signatures and can't be used. A key that is left out in silence
    ///   would show only in tokens that are refused.
    func verificationKeys() async throws(AccessError) -> [VerificationKey] {
        var result: [VerificationKey] = []
        for (index, key) in keys.enumerated() where key.isForSignatures {
            result.append(try await key.verificationKey(called: "Key \(index + 1) of the key set"))
        }
        guard !result.isEmpty else {
            throw AccessError(.noCredentials, "The key set has no key for signatures.")
        }
        return result
    }
}
