import Foundation
import Renditions
import RenditionsFunctions
import RenditionsLambda
import Testing

@Suite struct ImageFunctionsTests {
    /// The code and the message of what keeps a function from beginning.
    private func refusal(
        of name: String, _ changes: [String: String?], functions: ImageFunctions = ImageFunctions()
    ) async throws -> (code: LambdaError.Code, message: String) {
        let environment = try FunctionVariables.environment(changes)
        let error = try await #require(throws: LambdaError.self) {
            _ = try await functions.handler(named: name, in: environment)
        }
        return (error.code, error.message)
    }

    @Test(arguments: [("tasks", "TaskHandler"), ("ingest", "IngestHandler"), ("api", "APIHandler")])
    func eachFunctionHasItsHandler(name: String, type: String) async throws {
        let handler = try await ImageFunctions().handler(named: name, in: FunctionVariables.environment())
        #expect(String(describing: Swift.type(of: try #require(handler))) == type)
    }

    @Test func thereIsNoOtherFunction() async throws {
        #expect(try await ImageFunctions().handler(named: "bootstrap", in: FunctionVariables.environment()) == nil)
    }

    @Test(arguments: [
        ("tasks", ["RENDITIONS_ORIGINALS", "RENDITIONS_RENDITIONS", "RENDITIONS_QUARANTINE", "RENDITIONS_TABLE"]),
        ("ingest", ["RENDITIONS_ORIGINALS", "RENDITIONS_QUARANTINE", "RENDITIONS_TABLE", "RENDITIONS_STATE_MACHINES"]),
        ("api", ["RENDITIONS_ORIGINALS", "RENDITIONS_NOTES", "RENDITIONS_TABLE", "RENDITIONS_STATE_MACHINES"]),
    ])
    func whatIsMissingIsNamed(name: String, variables: [String]) async throws {
        for variable in variables {
            for absent in [nil, ""] as [String?] {
                let found = try await refusal(of: name, [variable: absent])
                #expect(found.code == .invalidEnvironment)
                #expect(found.message.contains(variable))
            }
        }
    }

    @Test func eachFunctionIsToldOnlyWhatItNeeds() async throws {
        let tasks = try FunctionVariables.environment(["RENDITIONS_STATE_MACHINES": nil, "RENDITIONS_NOTES": nil])
        #expect(try await ImageFunctions().handler(named: "tasks", in: tasks) != nil)
        let api = try FunctionVariables.environment(["RENDITIONS_QUARANTINE": nil])
        #expect(try await ImageFunctions().handler(named: "api", in: api) != nil)
    }

    @Test(arguments: ["originals", "s3://", "s3:///prefix/", "s3://bucket/prefix", "https://bucket/", "s3://bucket//"])
    func anAddressIsABucket(text: String) async throws {
        let found = try await refusal(of: "tasks", ["RENDITIONS_ORIGINALS": text])
        #expect(found.code == .invalidEnvironment)
        #expect(found.message.contains("RENDITIONS_ORIGINALS"))
    }

    @Test(arguments: ["1234", "12345678901x"]) func anAccountIsTwelveDigits(text: String) async throws {
        let found = try await refusal(of: "tasks", ["RENDITIONS_ACCOUNT": text])
        #expect(found.code == .invalidEnvironment)
        #expect(found.message.contains("RENDITIONS_ACCOUNT"))
        let whole = try FunctionVariables.environment(["RENDITIONS_ACCOUNT": "123456789012"])
        #expect(try await ImageFunctions().handler(named: "tasks", in: whole) != nil)
    }

    @Test(arguments: ["soon", "0", "-1", "nan", "1e10", "10 s"])
    func whatAnImageMayTakeIsANumberOfSeconds(text: String) async throws {
        let found = try await refusal(of: "tasks", ["RENDITIONS_PROCESSING_MAX_SECONDS": text])
        #expect(found.code == .invalidEnvironment)
        #expect(found.message.contains("RENDITIONS_PROCESSING_MAX_SECONDS"))
        let long = try FunctionVariables.environment(["RENDITIONS_PROCESSING_MAX_SECONDS": "120.5"])
        #expect(try await ImageFunctions().handler(named: "tasks", in: long) != nil)
    }

    @Test func resultsMustNotArriveAsOriginals() async throws {
        let environment = try FunctionVariables.environment(["RENDITIONS_RENDITIONS": "s3://originals/renditions/"])
        await #expect(throws: IngestError.self) {
            _ = try await ImageFunctions().handler(named: "ingest", in: environment)
        }
    }

    @Test func aRecipeIsBuiltInOrAFileOfTheArchive() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "recipe-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let recipe = #"{"name": "mine", "renditions": [{"name": "a", "operations": [], "encoding": "png"}]}"#
        try Data(recipe.utf8).write(to: folder.appending(path: "good.json"))
        try Data(#"{"name": "mine", "renditions": [{"name": "a", "operations": ["fly"]}]}"#.utf8)
            .write(to: folder.appending(path: "bad.json"))
        for name in ["product", "good.json", folder.appending(path: "good.json").path] {
            let environment = try FunctionVariables.environment([
                "RENDITIONS_RECIPE": name, "LAMBDA_TASK_ROOT": folder.path,
            ])
            #expect(try await ImageFunctions().handler(named: "tasks", in: environment) != nil)
        }
        for name in ["bad.json", "none.json", "Product"] {
            let found = try await refusal(of: "tasks", ["RENDITIONS_RECIPE": name, "LAMBDA_TASK_ROOT": folder.path])
            #expect(found.code == .invalidEnvironment)
            #expect(found.message.contains("RENDITIONS_RECIPE"))
        }
    }

    @Test func overlaysNeedAPlace() async throws {
        let marked = Recipe(
            "marked", renditions: [Rendition("a", [.watermark("logo.png")], as: .png())])
        let found = try await refusal(of: "tasks", [:], functions: ImageFunctions(recipe: marked))
        #expect(found.message.contains("RENDITIONS_OVERLAYS"))
        let environment = try FunctionVariables.environment(["RENDITIONS_OVERLAYS": "s3://overlays/"])
        #expect(try await ImageFunctions(recipe: marked).handler(named: "tasks", in: environment) != nil)
    }
}
