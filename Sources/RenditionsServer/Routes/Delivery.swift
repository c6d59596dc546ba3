internal import RenditionsAPI

/// What ends when an answer has been handed over.
struct Delivery: Sendable {
    let observation: RequestObservation

    /// - Parameter isWhole: whether all of the answer was handed over.
    func end(isWhole: Bool) { observation.finish(isWhole: isWhole) }
}
