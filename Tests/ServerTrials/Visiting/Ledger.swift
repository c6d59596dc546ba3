internal import RenditionsTesting
internal import Synchronization

/// Everything that was sent, and what was acknowledged.
package final class Ledger: Sendable {
    private struct State {
        var entries: [Entry] = []
        /// What is accepted and not being deleted.
        var live: [Int] = []
        var places: [Int: Int] = [:]
        var round = 0

        mutating func remove(_ number: Int) {
            guard let place = places.removeValue(forKey: number) else { return }
            live.swapAt(place, live.count - 1)
            live.removeLast()
            if place < live.count { places[live[place]] = place }
        }
    }

    private let state = Mutex(State())

    package init() {}

    package var entries: [Entry] { state.withLock { $0.entries } }
    var liveCount: Int { state.withLock { $0.live.count } }

    package func begin(round: Int) { state.withLock { $0.round = round } }

    /// Something is about to be sent.
    package func send(_ content: Content) -> Entry {
        state.withLock { state in
            let entry = Entry(
                number: state.entries.count, content: content, round: state.round, changed: state.round)
            state.entries.append(entry)
            return entry
        }
    }

    /// - Returns: what is wrong with that.
    package func accept(_ number: Int, id: String) -> String? {
        state.withLock { state in
            let known = state.entries[number].id
            guard known == nil || known == id else { return "upload \(number) is \(known ?? "") and now \(id)" }
            state.entries[number].id = id
            guard [.sent, .refused].contains(state.entries[number].standing) else { return nil }
            state.entries[number].standing = .accepted
            state.entries[number].changed = state.round
            state.places[number] = state.live.count
            state.live.append(number)
            return nil
        }
    }

    package func set(_ number: Int, to standing: Entry.Standing) {
        state.withLock { state in
            state.entries[number].standing = standing
            state.entries[number].changed = state.round
            if standing != .accepted { state.remove(number) }
        }
    }

    package func standing(of number: Int) -> Entry.Standing { state.withLock { $0.entries[number].standing } }

    /// One that is accepted, and of which nothing else was sent; nil where there is none.
    package func pick(_ choice: UInt64) -> Entry? {
        state.withLock { state in
            guard !state.live.isEmpty else { return nil }
            return state.entries[state.live[Int(choice % UInt64(state.live.count))]]
        }
    }

    /// Takes one out whose deletion is about to be sent.
    package func takeForDeletion(_ choice: UInt64) -> Entry? {
        state.withLock { state in
            guard !state.live.isEmpty else { return nil }
            let number = state.live[Int(choice % UInt64(state.live.count))]
            state.remove(number)
            state.entries[number].standing = .deleting
            state.entries[number].changed = state.round
            return state.entries[number]
        }
    }
}
