internal import Renditions

/// Files that were found and not seen to be written, until they have stood still long enough.
struct Settling {
    private struct Entry {
        var state: FileState
        var due: Duration
    }

    private var entries: [ObjectKey: Entry] = [:]
    let time: Duration

    init(time: Duration) { self.time = time }

    var nextDue: Duration? { entries.values.lazy.map(\.due).min() }

    /// Takes note of a state. The wait goes on where it is the one that was seen before, and starts anew otherwise.
    mutating func note(_ key: ObjectKey, _ state: FileState, at now: Duration) {
        if entries[key]?.state == state { return }
        entries[key] = Entry(state: state, due: now + time)
    }

    mutating func remove(_ key: ObjectKey) { entries[key] = nil }

    /// Those whose time has come, to be looked at again, in the order of their keys. They stay until they are removed.
    func due(at now: Duration) -> [ObjectKey] {
        entries.filter { $0.value.due <= now }.map(\.key).sorted()
    }

    func hasStoodStill(_ key: ObjectKey, as state: FileState, at now: Duration) -> Bool {
        entries[key].map { $0.state == state && $0.due <= now } ?? false
    }

    var keys: some Sequence<ObjectKey> { entries.keys }
}
