/// Something that the other interpreter does otherwise than AWS, with the reason why it counts for nothing. As narrow as can
/// be: each holds for the trials that name it only, and a trial that names one without need fails.
package struct KnownDifference: Hashable, Sendable {
    package enum Aspect: String, Sendable {
        case output
        case error
        case cause
        case entered
        case calls
    }

    package let aspect: Aspect
    package let reason: String

    package init(_ aspect: Aspect, _ reason: String) {
        self.aspect = aspect
        self.reason = reason
    }
}
