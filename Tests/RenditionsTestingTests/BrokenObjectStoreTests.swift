import Renditions
import RenditionsTesting
import Testing

/// A check that nothing can fail is worth nothing: each broken store must fail exactly the checks of what is broken.
@Suite struct BrokenObjectStoreTests {
    @Test(arguments: BrokenObjectStore.reading + BrokenObjectStore.writing + BrokenObjectStore.naming)
    func failsExactlyTheChecksOfWhatIsBroken(_ store: BrokenObjectStore) async {
        var failures: Set<String> = []
        for check in ObjectStoreCheck.all {
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

    @Test func storeThatClaimsNothingAndRefusesItConforms() async throws {
        let store = BrokenObjectStore(
            "claims nothing", fails: [], capabilities: [],
            get: { inner, key, options in
                guard options.range == nil, options.ifMatch == nil, options.ifNoneMatch == nil else {
                    throw StoreError(.unsupported, "")
                }
                return try await inner.get(key, options: options)
            },
            put: { inner, body, key, options in
                guard options.mode == .overwrite, options.attributes.isEmpty else {
                    throw StoreError(.unsupported, "")
                }
                return try await inner.put(body, at: key, options: options)
            },
            page: { _, _ in throw StoreError(.unsupported, "") })
        for check in ObjectStoreCheck.all { try await check(store) }
    }
}
