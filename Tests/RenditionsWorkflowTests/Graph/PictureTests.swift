import ASLCases
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Pictures of workflows")
struct PictureTests {
    @Test(arguments: [GraphSamples.everything, GraphSamples.loops])
    func samplesAreDrawnWithoutFaults(_ json: String) throws {
        let graph = WorkflowGraph(try StateMachine(json: json), title: "sample")
        #expect(PictureFaults(graph).found == [])
        #expect(XMLCheck(graph.svg()).fault == nil)
    }

    @Test(arguments: 0..<10)
    func randomMachinesAreDrawnWithoutFaults(_ part: UInt64) throws {
        var edges = 0
        for seed in part * 30..<part * 30 + 30 {
            var random = RandomMachine(seed: seed)
            let graph = WorkflowGraph(try random.machine(), title: "seed \(seed)")
            #expect(PictureFaults(graph).found == [], "seed \(seed)")
            #expect(XMLCheck(graph.svg()).fault == nil, "seed \(seed)")
            edges += graph.level.edges.count
        }
        #expect(edges > 100)
    }

    private static let folder = ASLCaseTests.folder
    private static let exists = FileManager.default.fileExists(atPath: folder)

    @Test(.enabled(if: exists, "the corpus ../shared/asl is not there"))
    func recordedDocumentsAreDrawnWithoutFaults() throws {
        var seen: Set<StateMachine> = []
        for each in try ASLCaseFolder.cases(in: Self.folder) {
            guard let machine = try? StateMachine(document: each.definition), seen.insert(machine).inserted else {
                continue
            }
            let graph = WorkflowGraph(machine, title: each.name)
            #expect(PictureFaults(graph).found == [], "\(each.name)")
            #expect(XMLCheck(graph.svg()).fault == nil, "\(each.name)")
        }
        #expect(seen.count > 100)
    }

    @Test(arguments: GraphSamples.namesFromHell)
    func anyNameGivesWellFormedXML(_ name: String) throws {
        let machine = try StateMachine(document: [
            "StartAt": .string(name),
            "States": .object(JSONObject([.init(key: name, value: ["Type": "Fail", "Error": .string(name)])])),
        ])
        let graph = WorkflowGraph(machine, title: name)
        let check = XMLCheck(graph.svg())
        #expect(check.fault == nil)
        #expect(PictureFaults(graph).found == [])
        let allowed = name.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isControl = scalar.value < 0x20 && !"\n\r\t".unicodeScalars.contains(scalar)
            return isControl || scalar.value == 0xFFFE ? "\u{FFFD}" : scalar
        }
        // The title is whole, and the first text; where it is blank there is another.
        #expect(name == " " || check.texts.first?.unicodeScalars.elementsEqual(allowed) == true)
    }

    @Test func longNamesAreBrokenOrCutAndWholeInTheTitle() throws {
        let name = String(repeating: "abcdefghij", count: 8)
        let machine = try StateMachine(document: [
            "StartAt": .string(name), "States": .object(JSONObject([.init(key: name, value: ["Type": "Succeed"])])),
        ])
        let layout = GraphLayout(WorkflowGraph(machine, title: "t"))
        let box = try #require(layout.boxes.first)
        #expect(box.name.lines.count == 3)
        #expect(box.frame.width < 240)
        #expect(XMLCheck(WorkflowGraph(machine, title: "t").svg()).texts.contains { $0.hasPrefix(name) })
    }

    @Test func coloursThePathAndSaysWhatTheColoursMean() async throws {
        let run = try await GraphRun(GraphSamples.everything, failing: ["look": ("Image.tooLarge", 9)])
        let svg = run.graph.svg(showing: run.path)
        let texts = XMLCheck(svg).texts
        #expect(svg.contains("wf-box wf-caught"))
        #expect(svg.contains("wf-box wf-failed"))
        #expect(svg.contains("wf-box wf-missed"))
        #expect(!svg.contains("wf-box wf-passed"))
        #expect(texts.suffix(3) == ["caught", "failed", "not reached"])
        #expect(svg.contains("2 reached by an execution that failed; failed at refuse."))
        #expect(PictureFaults(run.graph, showing: run.path).found == [])
        #expect(!run.graph.svg().contains("aria-label=\"Legend\""))
    }

    @Test func needsNothingElse() throws {
        let svg = WorkflowGraph(try StateMachine(json: GraphSamples.everything), title: "t").svg()
        for forbidden in ["<script", "href", "@import", "url(", "<image", "<foreignObject", " onload", " onclick"] {
            #expect(!svg.contains(forbidden), "\(forbidden)")
        }
        #expect(svg.contains("prefers-color-scheme:dark"))
        #expect(svg.contains("role=\"img\""))
    }

    @Test func isTheSameEachTime() throws {
        let machine = try StateMachine(json: GraphSamples.everything)
        #expect(WorkflowGraph(machine, title: "t").svg() == WorkflowGraph(machine, title: "t").svg())
    }

    /// A box that is moved onto another one, a line that goes straight through boxes, and a label on a box are found.
    @Test func theCheckOfPicturesFindsFaults() throws {
        let graph = WorkflowGraph(try StateMachine(json: GraphSamples.everything), title: "t")
        let right = GraphLayout(graph)
        var layout = right
        let target = layout.boxes[3].frame
        layout.boxes[1].frame.x = target.x
        layout.boxes[1].frame.y = target.y
        let faults = PictureFaults(layout, of: graph).found
        #expect(faults.contains { $0.contains("overlaps") })
        #expect(faults.contains { $0.contains("does not begin at its box") })
        layout = right
        let begin = try #require(layout.routes.firstIndex { $0.edge.from == nil })
        let middle = try #require(layout.boxes.last { $0.node.levels.isEmpty }).frame.midY
        layout.routes[begin].pieces = [.move(GraphPoint(0, middle)), .line(GraphPoint(layout.size.width, middle))]
        #expect(PictureFaults(layout, of: graph).found.contains { $0.contains("runs through") })
        layout = right
        let labelled = try #require(layout.routes.firstIndex { $0.label != nil })
        layout.routes[labelled].label?.frame = layout.boxes[1].frame
        #expect(PictureFaults(layout, of: graph).found.contains { $0.contains("lies on") })
    }

    @Test(arguments: [
        "<a><b></a></b>", "<a b=\"1\" b=\"2\"/>", "<a>&nbsp;</a>", "<a>\u{1}</a>", "<a b=1/>", "<a/><b/>", "<a>",
    ])
    func theCheckOfXMLFindsFaults(_ text: String) { #expect(XMLCheck(text).fault != nil) }
}
