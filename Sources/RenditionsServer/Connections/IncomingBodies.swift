internal import Synchronization

/// The bodies of the requests of one connection, in their order: the connection adds them, and whoever answers the
/// requests takes them.
package final class IncomingBodies: Sendable {
    private let waiting = Mutex<[IncomingBody]>([])

    package init() {}

    func add(_ body: IncomingBody) { waiting.withLock { $0.append(body) } }

    /// Those that nobody will take: the connection is over.
    func removeAll() { waiting.withLock { $0 = [] } }

    /// Nil where there is none: it is not this connection's.
    package func next() -> IncomingBody? { waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
