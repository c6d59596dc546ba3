/// What the branches of a ``Parallel`` gave, in their order; an array in JSON.
public struct ParallelResults<each Value: Codable & Sendable>: Codable, Sendable {
    public let values: (repeat each Value)

    public init(_ values: repeat each Value) { self.values = (repeat each values) }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        values = (repeat try container.decode((each Value).self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        repeat try container.encode(each values)
    }
}
