internal import Foundation

extension Thread {
    /// Runs something that blocks on a thread of its own, so that none of Swift's is blocked.
    package static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            // What a main thread has; the threads of tests have far less on some systems.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
