/// What ends when an answer has been written.
struct Delivery: Sendable {
    let observation: RequestObservation
    let permit: RequestPermit?

    /// - Parameter isWhole: whether all of the answer was handed over.
    func end(isWhole: Bool) {
        permit?.release()
        observation.finish(isWhole: isWhole)
    }
}
