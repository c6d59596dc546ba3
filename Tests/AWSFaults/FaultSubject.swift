internal import AWSClient
internal import Renditions

/// What may be wrong with what is on trial, so that trials are seen to notice.
package struct FaultSubject: Sendable {
    /// Whether clients make each call once.
    package var neverRepeats: Bool
    /// Whether the store of renditions says that it has stored what it has not.
    package var swallowsErrors: Bool

    package init(neverRepeats: Bool = false, swallowsErrors: Bool = false) {
        self.neverRepeats = neverRepeats
        self.swallowsErrors = swallowsErrors
    }

    var retries: AWSRetryPolicy { neverRepeats ? .never : AWSRetryPolicy() }

    func wrap(_ store: any ObjectStore) -> any ObjectStore { swallowsErrors ? SwallowingStore(base: store) : store }
}
