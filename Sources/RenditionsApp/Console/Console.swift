#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Where a command writes, and what it is told of its surroundings. Tests make their own.
package struct Console: Sendable {
    /// Columns of a line of help and of the progress bar.
    package var columns: Int
    /// Whether standard error is a terminal: then progress is drawn in place.
    package var drawsProgress: Bool
    /// The program's, which stands before every failure.
    package var name: String
    /// The variables of the process, for commands that say that they go by them.
    package var environment: [String: String]
    private let output: @Sendable (String) -> Void
    private let errors: @Sendable (String) -> Void

    /// - Parameters:
    ///   - output: takes what the command gives; complete lines.
    ///   - errors: takes what it says besides; may be part of a line.
    package init(
        name: String = "renditions", columns: Int = 80, drawsProgress: Bool = false,
        environment: [String: String] = [:],
        output: @escaping @Sendable (String) -> Void,
        errors: @escaping @Sendable (String) -> Void
    ) {
        self.name = name
        self.columns = columns
        self.drawsProgress = drawsProgress
        self.environment = environment
        self.output = output
        self.errors = errors
    }

    /// The process's own standard output and error.
    package static var standard: Console { standard(name: "renditions") }

    package static func standard(name: String) -> Console {
        Console(
            name: name, columns: terminalColumns ?? 80, drawsProgress: isatty(STDERR_FILENO) != 0,
            environment: ProcessEnvironment.variables,
            output: { write($0, to: STDOUT_FILENO) }, errors: { write($0, to: STDERR_FILENO) })
    }

    /// A line of the command's result.
    package func print(_ line: String) { output(line + "\n") }

    /// A line about the work, not part of the result.
    package func note(_ line: String) { errors(line + "\n") }

    /// Text that stays on its line.
    func draw(_ text: String) { errors(text) }

    /// A failure, as every failure is shown: `renditions: code: message`.
    package func complain(_ code: String, _ message: String) { note("\(name): \(code): \(message)") }

    private static var terminalColumns: Int? {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
        return Int(size.ws_col)
    }

    /// Unbuffered, so that whoever reads the other end of a pipe sees every line when it is written.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
