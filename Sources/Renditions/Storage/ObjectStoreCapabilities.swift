/// What a store can do beyond whole reads and unconditional writes. What it does not claim it refuses with
/// ``StoreError/Code/unsupported``; the conformance suite holds it to both.
public struct ObjectStoreCapabilities: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// ``GetOptions/range``.
    public static let ranges = Self(rawValue: 1 << 0)
    /// ``GetOptions/ifMatch`` and ``GetOptions/ifNoneMatch``.
    public static let conditionalGet = Self(rawValue: 1 << 1)
    /// ``PutOptions/Mode-swift.enum/create``.
    public static let create = Self(rawValue: 1 << 2)
    /// ``PutOptions/Mode-swift.enum/replace(_:)``.
    public static let replace = Self(rawValue: 1 << 3)
    /// ``PutOptions/attributes``.
    public static let attributes = Self(rawValue: 1 << 4)
    /// ``ObjectStore/page(_:)``.
    public static let listing = Self(rawValue: 1 << 5)

    public static let all: Self = [.ranges, .conditionalGet, .create, .replace, .attributes, .listing]
}
