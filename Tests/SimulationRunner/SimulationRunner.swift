import ProgramEnd
import Simulation

/// Runs seeds one after the other, says how many in a second, and exits with 1 when an invariant did not hold in one: with
/// the trace of what had happened there.
@main
struct SimulationRunner {
    static func main() {
        let options: RunnerOptions
        do {
            options = try RunnerOptions(CommandLine.arguments.dropFirst())
        } catch {
            end("\(error)", status: 2)
        }
        let clock = ContinuousClock()
        var failed: [SimulationResult] = []
        var report = RunnerReport()
        report.seconds =
            clock.measure {
                for seed in options.from..<options.from + options.seeds {
                    let result = Simulation(seed: seed, defect: options.defect, keepsTrace: options.traces).run()
                    report.add(result)
                    if options.traces {
                        print(result.trace.joined(separator: "\n"))
                        print("seed \(seed) was \(result.fingerprint)")
                    }
                    if !result.violations.isEmpty { failed.append(result) }
                    if failed.count == options.findings { break }
                }
            } / .seconds(1)
        for result in failed where !options.traces {
            print(
                Simulation(seed: result.seed, defect: options.defect, keepsTrace: true).run().trace.joined(
                    separator: "\n"))
        }
        for result in failed {
            for violation in result.violations.prefix(1) { print("seed \(result.seed): \(violation)") }
        }
        print(report.text)
        if !failed.isEmpty { end("\(failed.count) failed", status: 1) }
    }
}
