internal import RawStructuredFieldValues

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What bytes hash to, as `Content-Digest` and `Repr-Digest` have it (RFC 9530).
package struct ContentDigest: Sendable, Hashable {
    /// Those that are safe against somebody who wants two bodies with one digest. The texts are the registered ones.
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha256 = "sha-256"
        case sha512 = "sha-512"

        package var byteCount: Int {
            switch self {
            case .sha256: 32
            case .sha512: 64
            }
        }
    }

    package let algorithm: Algorithm
    /// As many as the algorithm has.
    package let bytes: [UInt8]

    /// - Parameter bytes: as many as the algorithm has.
    package init(_ algorithm: Algorithm, _ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        precondition(bytes.count == algorithm.byteCount, "a digest has as many bytes as its algorithm says")
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// The digests of a header field. Those of algorithms that are not known here are passed over, as they have to be.
    ///
    /// - Throws: ``Problem`` with code `invalid-request` for a text of another form, and for a digest that is none of its
    ///   algorithm.
    package static func list(parsing text: String) throws(Problem) -> [ContentDigest] {
        guard text.utf8.count <= 4096 else { throw unusable }
        var digests: [ContentDigest] = []
        for (name, value) in try dictionary(text) {
            guard let algorithm = Algorithm(rawValue: name) else { continue }
            guard case .item(let item) = value, case .undecodedByteSequence(let base64) = item.rfc9651BareItem,
                let bytes = decode(base64), bytes.count == algorithm.byteCount
            else { throw unusable }
            digests.append(ContentDigest(algorithm, bytes))
        }
        return digests
    }

    /// As a header field has it.
    package var fieldValue: String { "\(algorithm.rawValue)=:\(Data(bytes).base64EncodedString()):" }

    private static func dictionary(_ text: String) throws(Problem) -> OrderedMap<String, ItemOrInnerList> {
        do {
            var parser = StructuredFieldValueParser(Array(text.utf8))
            return try parser.parseDictionaryFieldValue()
        } catch {
            throw unusable
        }
    }

    /// Padding may be missing (RFC 9651, section 4.2.7), but stands nowhere else than at the end.
    private static func decode(_ base64: String) -> Data? {
        let digits = base64.prefix { $0 != "=" }
        let padding = base64[digits.endIndex...]
        guard padding.allSatisfy({ $0 == "=" }), padding.count <= 2 else { return nil }
        return Data(base64Encoded: digits + String(repeating: "=", count: (4 - digits.utf8.count % 4) % 4))
    }

    private static var unusable: Problem {
        Problem(.invalidRequest, "A digest has the form sha-256=:BASE64:, or sha-512, with all of its bytes.")
    }
}
