import AWSFaults
import AWSServers
import ProgramEnd

/// Runs every scenario with every fault at every call, says how many runs there were, and exits with 1 when one did not end
/// as it has to. Arguments are scenarios; without any all are run.
@main
struct AWSFaultsRunner {
    static func main() async {
        let names = CommandLine.arguments.dropFirst()
        let scenarios = names.compactMap { FaultScenario(rawValue: $0) }
        guard scenarios.count == names.count else {
            let known = FaultScenario.allCases.map(\.rawValue).joined(separator: " ")
            end("Usage: AWSFaultsRunner [\(known)]", status: 2)
        }
        var failed = 0
        for scenario in scenarios.isEmpty ? FaultScenario.allCases : scenarios {
            guard scenario.server.isThere else {
                end("\(scenario.server) is not installed; `make aws-deps` does so.", status: 2)
            }
            let clock = ContinuousClock()
            let began = clock.now
            let (clean, faulty) = await FaultCampaign(scenario, .all).run()
            for problem in clean.problems { print("without a fault: \(problem)") }
            let wrong = faulty.filter { !$0.problems.isEmpty }
            for verdict in wrong {
                let fault = verdict.fault.map { "\($0)" } ?? ""
                for problem in verdict.problems { print("\(fault): \(problem)") }
            }
            let seconds = Int((clock.now - began) / .seconds(1))
            print(
                "\(scenario.rawValue): \(clean.calls.count) calls, \(faulty.count) runs with a fault, "
                    + "\(faulty.count { !$0.told.isEmpty }) of which told of a failure, \(wrong.count) wrong; \(seconds) s"
            )
            failed += wrong.count + clean.problems.count
        }
        if failed > 0 { end("\(failed) failed", status: 1) }
    }
}
