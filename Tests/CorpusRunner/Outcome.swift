/// What became of one file.
enum Outcome: Hashable, Sendable {
    /// That many renditions.
    case made(Int)
    /// With a code that a caller can match.
    case refused(String)
    case crashed(signal: Int32)
    case hung
    /// The tool ended in a way that it must not, and did not crash.
    case astray(String)

    /// - Parameter line: the last that the tool said of the file; nil where it said nothing.
    init(_ end: ProcessEnd, line: ToolLine?) {
        switch (end.manner, line?.outcome) {
        case (.killed, _): self = .hung
        case (.signalled(let signal), _): self = .crashed(signal: signal)
        case (.exited(0), .made(let count)?): self = .made(count)
        case (.exited(1), .refused(let code)?): self = .refused(code)
        case (.exited(let status), _): self = .astray("exit \(status)")
        }
    }

    /// As the table shows it.
    var name: String {
        switch self {
        case .made(let count): "made \(count)"
        case .refused(let code): code
        case .crashed(let signal): "CRASHED \(signal)"
        case .hung: "HUNG"
        case .astray(let how): "ASTRAY \(how)"
        }
    }

    /// What is wrong with it, whatever was expected.
    var fault: String? {
        switch self {
        case .made: nil
        // The code of an error that nobody has thought of.
        case .refused("internal"): "refused without a code of its own"
        case .refused: nil
        case .crashed(let signal): "crashed with signal \(signal)"
        case .hung: "did not end in time"
        case .astray(let how): "ended with \(how)"
        }
    }
}
