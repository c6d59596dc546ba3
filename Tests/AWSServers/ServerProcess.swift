internal import Foundation
internal import Synchronization

/// A process that ends when its standard input does, which this holds open.
final class ServerProcess: Sendable {
    private struct State {
        var first: String?
        var rest = Data()
        var isOver = false
        var waiters: [CheckedContinuation<String?, Never>] = []
        var log = Data()
    }

    private struct Told {
        var first: String?
        var waiters: [CheckedContinuation<String?, Never>]
    }

    /// Bytes of what it has written last that are kept.
    private static let kept = 64 << 10

    private let process = Process()
    private let input = Pipe()
    private let state = Mutex(State())
    private let ended: AsyncStream<Never>

    init(_ program: String, _ arguments: [String], folder: String, environment: [String: String]) throws {
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { given, _ in given }
        process.standardInput = input
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        let (ended, end) = AsyncStream<Never>.makeStream()
        self.ended = ended
        process.terminationHandler = { _ in end.finish() }
        // Otherwise whatever else is started would hold it open, too.
        let descriptor = input.fileHandleForWriting.fileDescriptor
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw AWSServerFault("fcntl failed with \(errno).") }
        try process.run()
        follow(output) { [weak self] in self?.take($0) }
        follow(errors) { [weak self] in self?.remember($0) }
    }

    // By closing the input: the process has children to end.
    deinit { try? input.fileHandleForWriting.close() }

    /// The first line that it writes; nil where it ends without one.
    func firstLine() async -> String? {
        await withCheckedContinuation { continuation in
            let found: String?? = state.withLock { state in
                if state.first != nil || state.isOver { return .some(state.first) }
                state.waiters.append(continuation)
                return nil
            }
            if let found { continuation.resume(returning: found) }
        }
    }

    var log: String { state.withLock { String(decoding: $0.log, as: UTF8.self) } }

    func stop() async {
        try? input.fileHandleForWriting.close()
        for await _ in ended {}
    }

    private func take(_ data: Data) {
        let told = state.withLock { state in
            state.rest += data
            if state.first == nil, let end = state.rest.firstIndex(of: UInt8(ascii: "\n")) {
                state.first = String(decoding: state.rest[state.rest.startIndex..<end], as: UTF8.self)
            }
            state.isOver = state.isOver || data.isEmpty
            guard state.first != nil || state.isOver else { return Told(first: nil, waiters: []) }
            defer { state.waiters = [] }
            return Told(first: state.first, waiters: state.waiters)
        }
        for waiter in told.waiters { waiter.resume(returning: told.first) }
    }

    private func remember(_ data: Data) {
        state.withLock { $0.log = Data(($0.log + data).suffix(Self.kept)) }
    }

    /// A thread of its own, since reading a pipe waits.
    private func follow(_ pipe: Pipe, _ take: @escaping @Sendable (Data) -> Void) {
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        Thread.detachNewThread {
            withExtendedLifetime(pipe) {
                var bytes = [UInt8](repeating: 0, count: 64 << 10)
                while true {
                    let count = read(descriptor, &bytes, bytes.count)
                    if count < 0, errno == EINTR { continue }
                    take(Data(bytes.prefix(max(0, count))))
                    if count <= 0 { return }
                }
            }
        }
    }
}
