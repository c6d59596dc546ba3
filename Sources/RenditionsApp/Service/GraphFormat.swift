internal import ArgumentParser
internal import RenditionsWorkflow

/// As what a graph is drawn.
enum GraphFormat: String, CaseIterable, ExpressibleByArgument {
    case mermaid
    case svg

    /// By the ending of a file's name.
    ///
    /// - Throws: `ValidationError`.
    init(path: String) throws {
        if path.hasSuffix(".svg") {
            self = .svg
        } else if path.hasSuffix(".mmd") || path.hasSuffix(".mermaid") {
            self = .mermaid
        } else {
            throw ValidationError("\(path.printable): a graph's file ends in .svg or .mmd.")
        }
    }

    func text(of graph: WorkflowGraph, showing path: ExecutionPath? = nil) -> String {
        switch self {
        case .mermaid: graph.mermaid(showing: path)
        case .svg: graph.svg(showing: path)
        }
    }
}
