internal import RenditionsTasks
internal import RenditionsWorkflow

/// The workflows that come with the tool.
package enum ShippedWorkflow: String, CaseIterable {
    case processImage = "process-image"
    case eraseAsset = "erase-asset"
    case rerenderOriginals = "rerender-originals"

    /// - Throws: `WorkflowError`.
    var machine: StateMachine {
        get throws {
            switch self {
            case .processImage: try ProcessImage().lowered().machine
            case .eraseAsset: try EraseAsset().lowered().machine
            case .rerenderOriginals: try RerenderOriginals().lowered().machine
            }
        }
    }

    /// All of them, in words.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// - Throws: ``ToolFailure``.
    static func named(_ name: String) throws -> ShippedWorkflow {
        guard let workflow = ShippedWorkflow(rawValue: name) else {
            throw ToolFailure.usage("\(name.printable) is no workflow; known are \(names).")
        }
        return workflow
    }
}
