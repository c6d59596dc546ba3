/// Writes a graph in the language of Mermaid, as a flowchart from top to bottom.
struct MermaidWriter {
    let path: ExecutionPath?
    private var lines: [String] = []
    private var indentation = 1
    private var edgeCount = 0
    private var levelCount = 0
    /// The numbers of edges by the style that they have.
    private var edgeStyles: [EdgeStyle: [Int]] = [:]
    private var classes: [NodeStyle: [String]] = [:]

    private enum EdgeStyle: String, CaseIterable {
        case taken = "stroke:#1a7f37,stroke-width:2.5px"
        case caught = "stroke:#bc4c00,stroke-width:2.5px"
        case missed = "stroke:#afb8c1,color:#818b98"
    }

    private enum NodeStyle: String, CaseIterable {
        case running = "fill:#ddf4ff,stroke:#0969da,color:#1f2328,stroke-width:2px"
        case failed = "fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-width:2px"
        case stopped = "fill:#fbefff,stroke:#8250df,color:#1f2328,stroke-width:2px"
        case caught = "fill:#fff1e5,stroke:#bc4c00,color:#1f2328,stroke-width:2px"
        case passed = "fill:#dafbe1,stroke:#1a7f37,color:#1f2328,stroke-width:2px"
        case missed = "fill:#f6f8fa,stroke:#d1d9e0,color:#818b98"

        init(_ state: ExecutionPath.Progress.State?) {
            self =
                switch state {
                case .running: .running
                case .failed: .failed
                case .stopped: .stopped
                case .caught: .caught
                case .passed: .passed
                case nil: .missed
                }
        }

        var name: String { "\(self)" }
    }

    init(showing path: ExecutionPath?) { self.path = path }

    mutating func text(of graph: WorkflowGraph) -> String {
        let title = Self.plain(graph.title)
        if !title.isEmpty { add("accTitle: \(title)") }
        write(graph.level, isOutermost: true)
        for style in NodeStyle.allCases {
            guard let members = classes[style] else { continue }
            add("classDef \(style.name) \(style.rawValue)")
            add("class \(members.joined(separator: ",")) \(style.name)")
        }
        for style in EdgeStyle.allCases {
            guard let numbers = edgeStyles[style] else { continue }
            add("linkStyle \(numbers.map(String.init).joined(separator: ",")) \(style.rawValue)")
        }
        return "flowchart TD\n" + lines.map { $0 + "\n" }.joined()
    }

    private mutating func add(_ line: String) { lines.append(String(repeating: "    ", count: indentation) + line) }

    private mutating func write(_ level: WorkflowGraph.Level, isOutermost: Bool = false) {
        levelCount += 1
        let (begin, finish) = ("begin\(levelCount)", "finish\(levelCount)")
        let edges = level.drawnEdges(isOutermost: isOutermost)
        if edges.contains(where: { $0.from == nil }) { add("\(begin)((\(MermaidText([]).quoted)))") }
        for node in level.nodes { write(node) }
        if edges.contains(where: { $0.to == nil }) { add("\(finish)(((\(MermaidText([]).quoted))))") }
        for edge in edges {
            let from = edge.from.map(Self.name) ?? begin
            let to = edge.to.map(Self.name) ?? finish
            // A subgraph can't lead to itself; a point beside it can lead back.
            guard from == to, level.nodes.contains(where: { $0.id == edge.from && !$0.levels.isEmpty }) else {
                write(edge, from: from, to: to)
                continue
            }
            let point = "back\(edgeCount)"
            add("\(point)((\(MermaidText([]).quoted)))")
            write(edge, from: from, to: point)
            write(WorkflowGraph.Edge(from: edge.from, to: edge.to, kind: .next), from: point, to: to, like: edge)
        }
    }

    private mutating func write(
        _ edge: WorkflowGraph.Edge, from: String, to: String, like model: WorkflowGraph.Edge? = nil
    ) {
        let model = model ?? edge
        var isCaught = false
        if case .caught = model.kind { isCaught = true }
        let label = edge.label.map { "|\(MermaidText([$0]).quoted)|" } ?? ""
        add("\(from) \(isCaught ? "-.->" : "-->")\(label) \(to)")
        if let path {
            let style: EdgeStyle = path.edges[model] == nil ? .missed : isCaught ? .caught : .taken
            edgeStyles[style, default: []].append(edgeCount)
        }
        edgeCount += 1
    }

    private mutating func write(_ node: WorkflowGraph.Node) {
        let name = Self.name(node.id)
        let progress = path?.nodes[node.id]
        let label = MermaidText([node.name] + node.details + [progress?.words ?? ""]).quoted
        if path != nil { classes[NodeStyle(progress?.state), default: []].append(name) }
        switch node.type {
        case .task: add("\(name)[\(label)]")
        case .pass: add("\(name)[/\(label)/]")
        case .choice: add("\(name){\(label)}")
        case .wait: add("\(name)([\(label)])")
        case .succeed: add("\(name)([\(label)])")
        case .fail: add("\(name){{\(label)}}")
        case .parallel, .map:
            add("subgraph \(name)[\(label)]")
            indentation += 1
            add("direction TB")
            for (index, level) in node.levels.enumerated() {
                guard node.levels.count > 1 else {
                    write(level)
                    continue
                }
                add("subgraph \(name)b\(index + 1)[\(MermaidText(["branch \(index + 1)"]).quoted)]")
                indentation += 1
                add("direction TB")
                write(level)
                indentation -= 1
                add("end")
            }
            indentation -= 1
            add("end")
        }
    }

    private static func name(_ id: WorkflowGraph.Node.ID) -> String { "s\(id)" }

    /// A text on a line of its own, where Mermaid knows no entities.
    private static func plain(_ text: String) -> String {
        let kept = text.unicodeScalars.map { scalar -> Character in
            let isKept =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".contains(Character(scalar))
            return isKept ? Character(scalar) : " "
        }
        return String(kept).split(separator: " ").joined(separator: " ")
    }
}
