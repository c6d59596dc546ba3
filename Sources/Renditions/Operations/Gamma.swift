/// Raises every channel to a power: makes the middle tones lighter or darker and leaves black and white.
public struct Gamma: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "gamma"

    /// Channels become `value ^ (1 / exponent)`: above 1 is lighter.
    public var exponent = 2.2

    public init() {}

    public static let parameters: [Parameter<Gamma>] = [
        Parameter("exponent", \.exponent, in: 0.1...10, "Above 1 makes the middle tones lighter.")
    ]
}

extension ImageOperation where Self == Gamma {
    /// Channels become `value ^ (1 / exponent)`.
    public static func gamma(_ exponent: Double = 2.2) -> Gamma {
        var gamma = Gamma()
        gamma.exponent = exponent
        return gamma
    }
}
