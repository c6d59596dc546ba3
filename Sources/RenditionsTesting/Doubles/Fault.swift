public import Renditions

/// When a faulty store fails, and how.
public struct Fault<Operation: Hashable & Sendable>: Sendable {
    /// Whether the store behind does its work before the error is thrown.
    public enum Moment: Hashable, Sendable {
        /// The request is lost: nothing is done.
        case before
        /// The reply is lost: all is done, and the caller does not know.
        case after
    }

    enum Occasion: Sendable {
        case calls(Set<Int>)
        case probability(Double)
    }

    let operation: Operation?
    let occasion: Occasion
    let moment: Moment
    let error: any Error

    /// Fails some calls.
    ///
    /// - Parameters:
    ///   - numbers: counted for each operation from 1.
    ///   - operation: which calls are counted.
    ///   - error: by default one that may be retried.
    public static func calls(
        _ numbers: some Sequence<Int>, of operation: Operation, _ moment: Moment = .before,
        throwing error: any Error = Self.unavailable
    ) -> Fault {
        Fault(operation: operation, occasion: .calls(Set(numbers)), moment: moment, error: error)
    }

    /// Fails calls at random; the same ones for the same seed of the store, as long as calls come in the same order.
    ///
    /// - Parameters:
    ///   - probability: 0 (never) to 1 (always).
    ///   - operation: nil for any.
    public static func random(
        probability: Double, of operation: Operation? = nil, _ moment: Moment = .before,
        throwing error: any Error = Self.unavailable
    ) -> Fault {
        Fault(operation: operation, occasion: .probability(probability), moment: moment, error: error)
    }

    /// An error that may be retried.
    public static var unavailable: StoreError { StoreError(.unavailable, "A fault that the test asked for.") }
}
