/// Turns every colour into its complement; transparency stays.
public struct Negate: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "negate"
    public static let parameters: [Parameter<Negate>] = []
    public init() {}
}

extension ImageOperation where Self == Negate {
    /// Turns every colour into its complement.
    public static var negate: Negate { Negate() }
}
