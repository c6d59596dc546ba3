import RenditionsWorkflow

/// Runs cases and judges what comes of them.
public struct ASLTrial: Sendable, CustomStringConvertible {
    public let name: String
    public var description: String { name }
    private let run: @Sendable (ASLCase) async throws -> ASLResult

    /// - Parameter run: throws `WorkflowError` where it refuses the document.
    public init(_ name: String, _ run: @escaping @Sendable (ASLCase) async throws -> ASLResult) {
        self.name = name
        self.run = run
    }

    public func judge(_ trial: ASLCase) async -> ASLVerdict {
        do {
            let result = try await run(trial)
            return result.difference(
                from: trial.expected, causeHasPlaceholders: trial.causeHasPlaceholders, isConcurrent: trial.isConcurrent
            )
            .map { .failed($0) } ?? .passed
        } catch let error as WorkflowError where error.code == .unsupportedDocument || error.code == .invalidDocument {
            return .refused(error.faults.first?.description ?? error.message)
        } catch {
            return .failed("\(error)")
        }
    }
}
