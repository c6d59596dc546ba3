import Simulation

/// What the runner is asked for.
struct RunnerOptions {
    /// How many seeds, and which is the first.
    var seeds: UInt64 = 1000
    var from: UInt64 = 1
    /// Whether everything that happens is printed.
    var traces = false
    /// A mistake that is to be found.
    var defect: Defect?
    /// After how many failing seeds to stop.
    var findings = 3

    struct Misuse: Error, CustomStringConvertible {
        let description =
            "Usage: SimulationRunner [--seeds N] [--from K] [--trace] [--findings N] [--defect NAME]\n"
            + "Defects: " + Defect.allCases.map(\.rawValue).joined(separator: ", ")
    }

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let argument = rest.popFirst() {
            switch argument {
            case "--seeds": seeds = try Self.value(&rest) { UInt64($0) }
            case "--from": from = try Self.value(&rest) { UInt64($0) }
            case "--findings": findings = try Self.value(&rest) { Int($0) }
            case "--defect": defect = try Self.value(&rest) { Defect(rawValue: $0) }
            case "--trace": traces = true
            default: throw Misuse()
            }
        }
        guard seeds > 0, findings > 0, from.addingReportingOverflow(seeds).overflow == false else { throw Misuse() }
    }

    private static func value<Value>(
        _ rest: inout ArraySlice<String>, _ read: (String) -> Value?
    ) throws -> Value {
        guard let text = rest.popFirst(), let value = read(text) else { throw Misuse() }
        return value
    }
}
