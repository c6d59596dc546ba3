internal import Renditions
internal import RenditionsAWS
internal import RenditionsTasks
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A workflow that a deployment has: one that comes with the tool, or a document of the States Language.
struct DeployedWorkflow: Sendable {
    var name: String
    var machine: StateMachine

    init(_ shipped: ShippedWorkflow) throws {
        name = shipped.rawValue
        machine = try shipped.machine
    }

    /// - Parameter text: the name of one that comes with the tool, or the path of a document. That is named for its file.
    /// - Throws: ``ToolFailure``; `WorkflowError` for a document that is none.
    init(_ text: String) throws {
        if let shipped = ShippedWorkflow(rawValue: text) {
            self = try DeployedWorkflow(shipped)
            return
        }
        guard text.hasSuffix(".json"), let bytes = FileManager.default.contents(atPath: text) else {
            throw ToolFailure.usage(
                "\(text.printable) is neither a workflow nor a file that can be read; known are "
                    + "\(ShippedWorkflow.names), and files that end in .json.")
        }
        name = String(URL(filePath: text).lastPathComponent.prefix { $0 != "." })
        machine = try StateMachine(json: String(decoding: bytes, as: UTF8.self))
    }

    /// Those that are named; all that come with the tool where none is.
    ///
    /// - Throws: as ``init(_:)``.
    static func all(named texts: [String]) throws -> [DeployedWorkflow] {
        try texts.isEmpty ? ShippedWorkflow.allCases.map { try Self($0) } : texts.map { try Self($0) }
    }

    /// As Step Functions gets it.
    ///
    /// - Parameter function: the ARN of the function that carries tasks out, or what stands for it.
    /// - Throws: `WorkflowError` where the document calls another function.
    func published(function: String = TaskRegistry.tasksFunction) throws -> JSONValue {
        try PublishedDocument(machine, functions: [TaskRegistry.tasksFunction: function]).document
    }
}
