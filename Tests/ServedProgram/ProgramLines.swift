internal import Foundation
internal import Synchronization

/// What a program writes, line by line, for whoever waits for a line.
package final class ProgramLines: Sendable {
    private struct State {
        var rest = Data()
        var lines: [String] = []
        var isOver = false
        var waiters: [(text: String, continuation: CheckedContinuation<String?, Never>)] = []
    }

    private let state = Mutex(State())

    init() {}

    /// All that was written until now.
    package var all: [String] { state.withLock { $0.lines } }

    /// The first line that holds a text; waits until there is one.
    ///
    /// - Returns: nil when the program ends without it.
    package func line(with text: String) async -> String? {
        await withCheckedContinuation { continuation in
            let found: String?? = state.withLock { state in
                if let line = state.lines.first(where: { $0.contains(text) }) { return .some(line) }
                if state.isOver { return .some(nil) }
                state.waiters.append((text, continuation))
                return nil
            }
            if let found { continuation.resume(returning: found) }
        }
    }

    /// - Parameter data: empty at the end.
    func take(_ data: Data) {
        let told = state.withLock { state in
            state.rest.append(data)
            var told: [(CheckedContinuation<String?, Never>, String?)] = []
            while let end = state.rest.firstIndex(of: 0x0A) {
                let line = String(decoding: state.rest[..<end], as: UTF8.self)
                state.rest = Data(state.rest[state.rest.index(after: end)...])
                state.lines.append(line)
                told += state.waiters.filter { line.contains($0.text) }.map { ($0.continuation, line) }
                state.waiters.removeAll { line.contains($0.text) }
            }
            if data.isEmpty {
                state.isOver = true
                told += state.waiters.map { ($0.continuation, nil) }
                state.waiters = []
            }
            return told
        }
        for (continuation, line) in told { continuation.resume(returning: line) }
    }
}
