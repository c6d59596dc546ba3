internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Where lines of logs and metrics go, each whole.
public struct LineOutput: Sendable {
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line without its end; called from anywhere, and at once.
    public init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    func callAsFunction(_ line: String) { write(line) }

    /// Standard output, of which Lambda makes entries of the function's log, one a line.
    public static let standardOutput = LineOutput { line in
        turn.withLock { _ in
            var bytes = Array(line.utf8)[...]
            bytes.append(UInt8(ascii: "\n"))
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes { systemWrite(STDOUT_FILENO, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                // Nobody reads it; there is no other place to say so.
                guard count > 0 else { return }
                bytes = bytes.dropFirst(count)
            }
        }
    }

    private static let turn = Mutex(())
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
