internal import RenditionsTesting

/// Runs a scenario once as it is, and then once for each fault that some of its calls can meet.
package struct FaultCampaign: Sendable {
    /// Which faults.
    package enum Choice: Sendable {
        /// Every kind at every call.
        case all
        /// So many kinds at each call, by chance; at calls that write objects or records, so many more.
        case some(Int, more: Int, seed: UInt64)
    }

    package var scenario: FaultScenario
    package var choice: Choice
    /// Runs at once.
    package var width: Int

    package init(_ scenario: FaultScenario, _ choice: Choice, width: Int = 8) {
        self.scenario = scenario
        self.choice = choice
        self.width = width
    }

    /// - Returns: the run without a fault, and those with one.
    package func run() async -> (clean: TrialVerdict, faulty: [TrialVerdict]) {
        let (clean, story) = await scenario.run(nil)
        guard clean.problems.isEmpty else { return (clean, []) }
        let verdicts = await withTaskGroup(of: TrialVerdict.self) { group in
            var verdicts: [TrialVerdict] = []
            for (number, fault) in faults(clean.calls).enumerated() {
                if number >= width, let verdict = await group.next() { verdicts.append(verdict) }
                group.addTask { await scenario.run(fault, story).0 }
            }
            for await verdict in group { verdicts.append(verdict) }
            return verdicts
        }
        return (clean, verdicts)
    }

    private func faults(_ calls: [ObservedCall]) -> [PlannedFault] {
        // Calls at once come in another order each time; what is chosen by chance must not follow from that.
        let calls = calls.filter { !scenario.isRepeated($0) }.sorted {
            ($0.name, $0.occurrence) < ($1.name, $1.occurrence)
        }
        switch choice {
        case .all: return calls.flatMap { call in kinds(call).map { PlannedFault($0, at: call) } }
        case .some(let count, let more, let seed):
            var random = SeededRandom(seed: seed)
            return calls.flatMap { call in
                let kinds = kinds(call).shuffled(using: &random)
                return kinds.prefix(call.name.isWrite ? count + more : count).map { PlannedFault($0, at: call) }
            }
        }
    }

    private func kinds(_ call: ObservedCall) -> [FaultKind] {
        FaultKind.allCases.filter { $0.suits(call) && scenario.canMeet($0, at: call) }
    }
}
