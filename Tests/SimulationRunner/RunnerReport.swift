import Simulation

/// What all seeds together came to.
struct RunnerReport {
    private var seeds = 0
    private var steps = 0
    private var executions = 0
    private var mishaps = 0
    var seconds = 0.0

    mutating func add(_ result: SimulationResult) {
        seeds += 1
        steps += result.steps
        executions += result.executions
        mishaps += result.mishaps
    }

    var text: String {
        let rate = seconds > 0 ? Int((Double(seeds) / seconds * 10).rounded()) : 0
        return "\(seeds) seeds, \(executions) executions, \(mishaps) mishaps, \(steps) steps; "
            + "\(rate / 10).\(rate % 10) seeds a second"
    }
}
