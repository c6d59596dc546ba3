internal import Synchronization

/// What an API has to know from one request to the next. Nothing of it outlives the process, and nothing has to.
final class APIState: Sendable {
    let backlog = Backlog()
    /// Who follows the progress of images.
    let followers = Counter()
    let drain = DrainSignal()
    let renditions = RenditionCache()
    let memory: RenditionMemory

    init(memory: RenditionMemory) { self.memory = memory }
}

/// How many there are of something.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// - Returns: false when there are as many as there may be.
    func enter(maximum: Int) -> Bool {
        count.withLock { count in
            guard count < maximum else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
