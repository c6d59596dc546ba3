internal import Synchronization

/// Something that is over once somebody says so.
final class Signal: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
}
