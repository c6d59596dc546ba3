/// The beginning or the end of a level in its place.
package struct GraphDot: Sendable {
    package enum Kind: Sendable {
        case begin
        case finish
    }

    package let kind: Kind
    /// Whether an execution was there; also where none is shown.
    package let isReached: Bool
    package var frame: GraphRect

    mutating func move(by point: GraphPoint) { frame = frame.moved(by: point) }
}
