import Synchronization

/// Tells when something has begun.
final class Beginning: Sendable {
    private let state = Mutex<(hasBegun: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))
    private static let all = Mutex<[String: Beginning]>([:])

    static subscript(name: String) -> Beginning {
        all.withLock { all in
            let found = all[name] ?? Beginning()
            all[name] = found
            return found
        }
    }

    var hasCome: Bool { state.withLock { $0.hasBegun } }

    func come() {
        let waiting = state.withLock { state in
            state.hasBegun = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let hasBegun = state.withLock { state in
                if !state.hasBegun { state.waiting.append(continuation) }
                return state.hasBegun
            }
            if hasBegun { continuation.resume() }
        }
    }
}
