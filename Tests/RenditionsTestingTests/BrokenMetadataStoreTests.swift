import RenditionsTesting
import Testing

/// A check that nothing can fail is worth nothing: each broken store must fail exactly the checks of what is broken.
@Suite struct BrokenMetadataStoreTests {
    @Test(arguments: BrokenMetadataStore.all)
    func failsExactlyTheChecksOfWhatIsBroken(_ store: BrokenMetadataStore) async {
        var failures: Set<String> = []
        for check in MetadataStoreCheck.all {
            do {
                try await check(store)
            } catch let failure as CheckFailure {
                #expect(failure.check == check.name)
                failures.insert(check.name)
            } catch {
                Issue.record("A check threw something else than a CheckFailure: \(error)")
            }
        }
        let missed = store.failures.subtracting(failures).sorted()
        let unexpected = failures.subtracting(store.failures).sorted()
        #expect(missed.isEmpty && unexpected.isEmpty, "\(store): missed \(missed), unexpected \(unexpected)")
    }
}
