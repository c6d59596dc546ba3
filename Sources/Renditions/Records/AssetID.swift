internal import Crypto

/// Names an asset: an original and everything derived from it.
///
/// 1 to 128 characters of `A-Z`, `a-z`, `0-9`, `.`, `_`, `-`, not starting with a dot: safe in a URL, a file name and
/// a key of a store.
public struct AssetID: Hashable, Sendable {
    public let rawValue: String

    /// - Throws: ``StoreError`` with code ``StoreError/Code/invalidKey``.
    public init(_ rawValue: String) throws {
        let isSafe = rawValue.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isSafe, (1...128).contains(rawValue.utf8.count), rawValue.utf8.first != UInt8(ascii: ".") else {
            throw StoreError(
                .invalidKey, "An asset's ID has 1 to 128 letters, digits, dots, hyphens or underscores, no dot first.")
        }
        self.rawValue = rawValue
    }

    /// The ID of the asset whose original is under this key: the first 130 bits of SHA-256 of the key, in lower-case
    /// base 32 (RFC 4648's alphabet). The same key always has the same ID, and IDs are spread evenly however alike
    /// the keys are.
    public init(original key: ObjectKey) {
        rawValue = Base32.encode(SHA256.hash(data: Array(key.rawValue.utf8)), length: 26)
    }
}

extension AssetID: Comparable, CustomStringConvertible {
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    public var description: String { rawValue }
}

extension AssetID: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
