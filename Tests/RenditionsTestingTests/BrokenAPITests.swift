import RenditionsTesting
import Testing

/// A check that nothing can fail is worth nothing: each broken API must fail exactly the checks of what is broken.
@Suite struct BrokenAPITests {
    @Test(arguments: BrokenAPI.all) func failsExactlyTheChecksOfWhatIsBroken(_ api: BrokenAPI) async throws {
        let client = try api.client()
        let failures = await withTaskGroup(of: String?.self) { group in
            for check in APICheck.all {
                group.addTask {
                    do {
                        try await check(client)
                        return nil
                    } catch let failure as CheckFailure {
                        #expect(failure.check == check.name)
                        return check.name
                    } catch {
                        Issue.record("A check threw something else than a CheckFailure: \(error)")
                        return nil
                    }
                }
            }
            return await group.reduce(into: Set<String>()) { if let name = $1 { $0.insert(name) } }
        }
        let missed = api.fails.subtracting(failures).sorted()
        let unexpected = failures.subtracting(api.fails).sorted()
        #expect(missed.isEmpty && unexpected.isEmpty, "\(api.name): missed \(missed), unexpected \(unexpected)")
    }

    @Test func everyCheckCanFail() {
        let found = BrokenAPI.all.reduce(into: Set<String>()) { $0.formUnion($1.fails) }
        #expect(Set(APICheck.all.map(\.name)) == found)
    }
}
