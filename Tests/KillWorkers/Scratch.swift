internal import Foundation
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsVips
internal import RenditionsWorkflow

/// The folder that all processes of one run share: an application's stores, its records and its journal.
struct Scratch: Sendable {
    let root: String

    static let recipe = Recipe(
        "workers",
        renditions: [
            Rendition("large", [.resize(width: 400)], as: .jpeg()),
            Rendition("small", [.resize(width: 120)], as: .webp()),
            Rendition("square", [.resize(width: 64, height: 64, fit: .cover)], as: .png()),
        ])

    var auditPath: String { root + "/audit.txt" }

    /// - Throws: where the folder can't be made.
    func make() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }

    func originals() throws -> FileObjectStore { try FileObjectStore(root: root + "/originals") }
    func renditions() throws -> FileObjectStore { try FileObjectStore(root: root + "/renditions") }
    func quarantine() throws -> FileObjectStore { try FileObjectStore(root: root + "/quarantine") }
    func records() throws -> SQLiteMetadataStore { try SQLiteMetadataStore(path: root + "/records.sqlite") }

    func journal() throws -> WorkflowJournal {
        // Others' writes are seen soon: the runs are short.
        try WorkflowJournal(
            path: root + "/workflows.sqlite",
            configuration: WorkflowJournal.Configuration(pollInterval: .milliseconds(50)))
    }
}
