internal import Synchronization

/// Whether a reply has shown that the bucket is there. From then on, what a request finds missing is the object.
final class BucketSight: Sendable {
    private let seen = Atomic(false)

    var isThere: Bool { seen.load(ordering: .relaxed) }

    func note() { seen.store(true, ordering: .relaxed) }
}
