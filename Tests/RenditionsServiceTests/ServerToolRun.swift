import RenditionsApp
import RenditionsService
import Synchronization
import Yams

/// What one command line of the server gave, in this process: help, printed settings, or a refusal.
struct ServerToolRun: Sendable {
    var status: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String

    init(_ arguments: [String], environment: [String: String] = [:]) async {
        let output = Mutex("")
        let errors = Mutex("")
        let console = Console(
            name: "renditions-server", columns: 80, output: { text in output.withLock { $0 += text } },
            errors: { text in errors.withLock { $0 += text } })
        status = await ServerTool.run(arguments, environment: environment, on: console)
        self.output = output.withLock { $0 }
        self.errors = errors.withLock { $0 }
    }

    /// The printed settings: by key the value, lists with commas between their texts.
    var values: [String: String] {
        get throws {
            var values: [String: String] = [:]
            func walk(_ node: Node, _ path: [String]) {
                if let mapping = node.mapping {
                    for (key, value) in mapping { walk(value, path + [key.string ?? ""]) }
                } else if let sequence = node.sequence {
                    values[path.joined(separator: ".")] = sequence.map { $0.string ?? "" }.joined(separator: ",")
                } else {
                    values[path.joined(separator: ".")] = node.scalar?.string
                }
            }
            if let root = try Yams.compose(yaml: output) { walk(root, []) }
            return values
        }
    }

    /// Where the printed settings say that each comes from, in the order of all settings.
    var origins: [String] {
        output.split(separator: "\n").compactMap { line in
            line.range(of: "  # ").map { String(line[$0.upperBound...]) }
        }
    }
}

extension StringProtocol {
    fileprivate func range(of text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }
}
