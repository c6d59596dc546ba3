public import Renditions

/// One behaviour that every `ImageEngine` must show.
///
/// ```swift
/// @Test(arguments: ImageEngineCheck.all) func conforms(_ check: ImageEngineCheck) async throws {
///     try await check(engine)
/// }
/// ```
///
/// An engine must read PNG and write raw pixels; the checks make their images themselves. A check of an operation or an
/// encoding that the engine does not support passes without doing anything.
public struct ImageEngineCheck: Sendable, Identifiable, CustomStringConvertible {
    /// In kebab case, unique among ``all``.
    public let name: String
    /// Whether the check means anything for an engine.
    private let applies: @Sendable (any ImageEngine) -> Bool
    private let run: @Sendable (ImageEngineTrial) async throws -> Void

    init(
        _ name: String, where applies: @escaping @Sendable (any ImageEngine) -> Bool = { _ in true },
        _ run: @escaping @Sendable (ImageEngineTrial) async throws -> Void
    ) {
        self.name = name
        self.applies = applies
        self.run = run
    }

    public var id: String { name }
    public var description: String { name }

    /// Every check, grouped by subject.
    public static let all: [ImageEngineCheck] =
        probing + refusals + limits + results + orientation + scaling + operations + definitions + plans + conduct

    /// Runs the check.
    ///
    /// - Throws: ``CheckFailure`` when the engine does not conform.
    public func callAsFunction(_ engine: any ImageEngine) async throws {
        guard applies(engine) else { return }
        do {
            try await run(ImageEngineTrial(engine: engine))
        } catch var failure as CheckFailure {
            failure.check = name
            throw failure
        } catch {
            var failure = CheckFailure("The engine threw what it must not throw here.", cause: error)
            failure.check = name
            throw failure
        }
    }
}
