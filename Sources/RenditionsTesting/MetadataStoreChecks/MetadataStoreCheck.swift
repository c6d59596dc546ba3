public import Renditions

/// One behaviour that every `MetadataStore` must show.
///
/// ```swift
/// @Test(arguments: MetadataStoreCheck.all) func conforms(_ check: MetadataStoreCheck) async throws {
///     try await check(store)
/// }
/// ```
///
/// Each check writes records with random IDs and removes them, so checks may run at the same time on one store that
/// holds other records as well.
public struct MetadataStoreCheck: Sendable, Identifiable, CustomStringConvertible {
    /// In kebab case, unique among ``all``.
    public let name: String
    private let run: @Sendable (MetadataStoreTrial) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (MetadataStoreTrial) async throws -> Void) {
        self.name = name
        self.run = run
    }

    public var id: String { name }
    public var description: String { name }

    /// Every check, grouped by subject.
    public static let all: [MetadataStoreCheck] =
        records + conditions + revisions + deleting + filters + similarity + orders + paging

    /// Runs the check.
    ///
    /// - Throws: ``CheckFailure`` when the store does not conform.
    public func callAsFunction(_ store: any MetadataStore) async throws {
        let trial = MetadataStoreTrial(store: store)
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
