import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What must not compile, and that the compiler names both types when it says so.
@Suite(
    "Wrong orders do not compile", .enabled(if: CompilerRun.isPossible, "the built modules are not beside the tests"))
struct WrongOrderTests {
    private static let tasks = """
        import RenditionsWorkflow
        struct Photo: Codable, Sendable { var width: Int; enum Fields { static let width = Field("width", \\Photo.width) } }
        struct Facts: Codable, Sendable { var name: String; enum Fields { static let name = Field("name", \\Facts.name) } }
        struct Probe: WorkflowTask { static let name: TaskName = "probe"
            func run(_ input: Photo, in context: TaskContext) async throws -> Facts { Facts(name: "") } }
        struct Publish: WorkflowTask { static let name: TaskName = "publish"
            func run(_ input: Facts, in context: TaskContext) async throws -> Int { 1 } }
        struct Sum: WorkflowTask { static let name: TaskName = "sum"
            func run(_ input: [Int], in context: TaskContext) async throws -> Int { 1 } }

        """

    private static func workflow(_ types: String, _ body: String) -> String {
        tasks
            + "struct Checked: Workflow { static let name = \"checked\"\n var body: some WorkflowNode<\(types)> {\n\(body)\n} }\n"
    }

    @Test func rightOrdersCompile() async throws {
        let run = try await CompilerRun(
            Self.workflow("Photo, Int", "Step(Probe.self)\nStep(Publish.self).retry().catch { Fix() }")
                + """
                struct Fix: WorkflowNode { typealias Input = Failure<Facts>; typealias Output = Int
                    func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget { next } }
                """)
        #expect(run.succeeded, "\(run.text)")
    }

    @Test(arguments: [
        // Steps in the wrong order.
        ("Facts, Facts", "Step(Publish.self)\nStep(Probe.self)", ["Int", "Photo"]),
        // A step twice.
        ("Photo, Facts", "Step(Probe.self)\nStep(Probe.self)", ["Facts", "Photo"]),
        // The body ends with another type than it says.
        ("Photo, String", "Step(Probe.self)\nStep(Publish.self)", ["String", "Int"]),
        // The handler sees another input than that of what failed.
        ("Photo, Facts", "Step(Probe.self).catch { Step(Probe.self) }", ["Failure<Photo>", "Photo"]),
        // A step for items that are something else.
        ("[Photo], Int", "ForEach(\"all\") { Step(Probe.self) }\nStep(Sum.self)", ["Array<Facts>", "Array<Int>"]),
    ])
    func wrongOrdersNameBothTypes(_ types: String, _ body: String, _ named: [String]) async throws {
        try await expectFailure(types, body, named.map { "'\($0)'" })
    }

    @Test(arguments: [
        // A condition on a field of another type.
        (
            "Photo, Photo",
            "Choice(\"c\") {\nWhen(Facts.Fields.name == \"x\") { Fail(\"f\", error: \"E\", cause: \"C\") }\nOtherwise {}\n}",
            ["'Facts'", "'Photo'"]
        ),
        // A comparison with a value of another type.
        (
            "Photo, Photo",
            "Choice(\"c\") {\nWhen(Photo.Fields.width == \"x\") { Fail(\"f\", error: \"E\", cause: \"C\") }\nOtherwise {}\n}",
            ["'Field<Photo, Int>'", "'Field<Photo, String?>'"]
        ),
        // No case for everything else.
        (
            "Photo, Facts", "Choice(\"c\") {\nWhen(Photo.Fields.width == 1) { Step(Probe.self) }\n}",
            ["'OpenChoice<Photo, ", "'ClosedChoice<"]
        ),
        // An `if` without `else` around what changes the type.
        ("Photo, Facts", "if true { Step(Probe.self) }", ["'buildOptional'", "'Photo'", "'Facts'"]),
    ])
    func otherMistakesAreNamed(_ types: String, _ body: String, _ named: [String]) async throws {
        try await expectFailure(types, body, named)
    }

    /// One error must hold all these pieces, so that no other mistake passes for the one that is meant.
    private func expectFailure(_ types: String, _ body: String, _ pieces: [String]) async throws {
        let run = try await CompilerRun(Self.workflow(types, body))
        #expect(!run.succeeded)
        let errors = run.text.split(separator: "\n").filter { $0.contains("error:") }
        #expect(errors.contains { line in pieces.allSatisfy { line.contains($0) } }, "\(run.text)")
    }
}
