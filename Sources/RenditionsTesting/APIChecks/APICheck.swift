public import Renditions
public import RenditionsAPI

/// One behaviour of the REST API, however it is reached: its handlers, a server, a function behind a gateway.
///
/// ```swift
/// @Test(arguments: APICheck.all) func conforms(_ check: APICheck) async throws {
///     try await check(client)
/// }
/// ```
///
/// The API that is checked has ``recipe``, ``configuration`` and ``access``, and something that carries its workflows out.
/// Checks may run at the same time, on stores that hold other things as well.
public struct APICheck: Sendable, Identifiable, CustomStringConvertible {
    /// In kebab case, unique among ``all``.
    public let name: String
    private let run: @Sendable (APITrial) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (APITrial) async throws -> Void) {
        self.name = name
        self.run = run
    }

    public var id: String { name }
    public var description: String { name }

    /// Every check, grouped by subject.
    public static let all: [APICheck] =
        service + uploads + forms + uploadLinks + images + renditions + originals + deletion + progress

    /// What the API under test makes: two renditions, of which every engine is capable.
    public static let recipe = Recipe(
        "checks",
        renditions: [
            Rendition("small", [.resize(width: 24)], as: .png()), Rendition("tiny", [.resize(width: 12)], as: .png()),
        ])

    /// How the API under test behaves: as it does by default, with limits that checks can pass quickly, and patience for
    /// machines that are busy with other tests.
    public static let configuration = ImageAPI.Configuration(
        maximumUploadBytes: 256 << 10, maximumFiles: 4, maximumWait: 600, readinessSeconds: 3600)

    /// Everything is open, so that checks can do everything.
    public static let access = AccessPolicy(
        upload: .anyone, list: .anyone, read: .anyone, renditions: .anyone, originals: .anyone, delete: .anyone)

    /// Runs the check.
    ///
    /// - Throws: ``CheckFailure`` when the API does not behave.
    public func callAsFunction(_ client: some APIClient) async throws {
        do {
            try await run(APITrial(client: client))
        } catch var failure as CheckFailure {
            failure.check = name
            throw failure
        } catch {
            var failure = CheckFailure("The request could not be sent, or the answer not be read.", cause: error)
            failure.check = name
            throw failure
        }
    }
}
