import Foundation
import Simulation
import Testing

/// Mistakes that are made on purpose are found: the invariants can fail.
@Suite struct DefectTests {
    @Test(arguments: Defect.allCases) func isFoundWithinAThousandSeeds(_ defect: Defect) async throws {
        let found = await Thread.run {
            (1...1000 as ClosedRange<UInt64>).lazy
                .map { Simulation(seed: $0, defect: defect).run() }
                .first { !$0.violations.isEmpty }
        }
        let result = try #require(found)
        #expect(defect.invariants.contains(result.violations[0].invariant), "seed \(result.seed)")
        // It is the mistake that was found, and nothing else.
        let without = await Thread.run { Simulation(seed: result.seed).run() }
        #expect(without.violations.isEmpty)
    }

    @Test func defectsOfManyInvariantsAreTried() {
        #expect(Set(Defect.allCases.flatMap(\.invariants)).count >= 5)
    }
}
