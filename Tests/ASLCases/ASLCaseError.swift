/// Why something could not be read as a case.
public struct ASLCaseError: Error, CustomStringConvertible {
    public let reason: String

    public init(reason: String) { self.reason = reason }

    public var description: String { reason }
}
