public import Renditions

/// One behaviour that every `ObjectStore` must show.
///
/// ```swift
/// @Test(arguments: ObjectStoreCheck.all) func conforms(_ check: ObjectStoreCheck) async throws {
///     try await check(store)
/// }
/// ```
///
/// Each check works under a random prefix of its own and removes what it wrote, so checks may run at the same time on
/// one store that holds other things as well. A check of a capability that the store does not claim passes without
/// doing anything; the checks named `unclaimed-…` then hold the store to refusing it.
public struct ObjectStoreCheck: Sendable, Identifiable, CustomStringConvertible {
    /// In kebab case, unique among ``all``.
    public let name: String
    /// What the store must claim for the check to mean anything.
    let required: ObjectStoreCapabilities
    private let run: @Sendable (ObjectStoreTrial) async throws -> Void

    init(
        _ name: String, requires required: ObjectStoreCapabilities = [],
        _ run: @escaping @Sendable (ObjectStoreTrial) async throws -> Void
    ) {
        self.name = name
        self.required = required
        self.run = run
    }

    public var id: String { name }
    public var description: String { name }

    /// Every check, grouped by subject.
    public static let all: [ObjectStoreCheck] =
        bodies + metadata + tags + absence + overwriting + conditions + ranges + creating + replacing
        + refusedBodies + keys + listing + paging + unclaimedCapabilities

    /// Runs the check.
    ///
    /// - Throws: ``CheckFailure`` when the store does not conform.
    public func callAsFunction(_ store: any ObjectStore) async throws {
        guard store.capabilities.isSuperset(of: required) else { return }
        let trial = ObjectStoreTrial(store: store)
        do {
            try await run(trial)
        } catch var failure as CheckFailure {
            await trial.cleanUp()
            failure.check = name
            throw failure
        } catch {
            await trial.cleanUp()
            var failure = CheckFailure("The store threw what it must not throw here.", cause: error)
            failure.check = name
            throw failure
        }
        await trial.cleanUp()
    }
}
