public import Renditions
public import RenditionsWorkflow

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What is kept of an original that could not be processed: everything that it takes to do it again.
public struct QuarantineEntry: Codable, Hashable, Sendable {
    /// What the workflow was asked to do.
    public var request: ProcessRequest
    /// The recipe as it was.
    public var recipe: Recipe
    /// The engine's output version, as it was.
    public var outputVersion: String
    public var failure: AssetFailure
    /// The error's name, as the workflow saw it.
    public var errorName: String
    /// The execution that failed; its history tells of every attempt.
    public var execution: ExecutionIdentity
    public var quarantined: Date

    public var asset: AssetID { AssetID(original: request.original.key) }

    /// What an execution is called that processes it again: another name than that of the one that failed, and the same each
    /// time, so that whoever asks for it twice has it done once. When it fails as well, there is another entry, which has
    /// another name.
    public var replayName: String {
        let parts = [
            request.original.entityTag.rawValue, "\(request.original.modified.millisecondsSince1970)",
            "\(request.generation)", execution.name, "\(quarantined.millisecondsSince1970)",
        ]
        let mark = Fingerprint(of: parts.map { Array($0.utf8) }).description.prefix(16)
        return "\(asset)-replay-\(mark)"
    }

    /// Whether it is of the version that a record calls quarantined: what an older version left behind is nobody's work.
    public func isCurrent(_ record: AssetRecord?) -> Bool {
        record?.state == .quarantined && record?.original.entityTag == request.original.entityTag
    }

    public init(
        request: ProcessRequest, recipe: Recipe, outputVersion: String, failure: AssetFailure, errorName: String,
        execution: ExecutionIdentity, quarantined: Date
    ) {
        self.request = request
        self.recipe = recipe
        self.outputVersion = outputVersion
        self.failure = failure
        self.errorName = errorName
        self.execution = execution
        self.quarantined = quarantined
    }
}
