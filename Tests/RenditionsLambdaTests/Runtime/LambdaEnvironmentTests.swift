import RenditionsLambda
import Testing

@Suite struct LambdaEnvironmentTests {
    private static let least = ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001", "_HANDLER": "tasks"]

    private func environment(_ others: [String: String]) throws -> LambdaEnvironment {
        try LambdaEnvironment(Self.least.merging(others) { $1 })
    }

    @Test func theHandlerIsOursOrLambdas() throws {
        #expect(try environment([:]).handler == "tasks")
        #expect(try environment(["RENDITIONS_HANDLER": "api"]).handler == "api")
        #expect(try environment(["RENDITIONS_HANDLER": ""]).handler == "tasks")
    }

    @Test func variablesAreHandedOn() throws {
        let environment = try environment(["TABLE": "images", "EMPTY": "", "AWS_LAMBDA_FUNCTION_NAME": "f"])
        #expect(environment["TABLE"] == "images" && environment["NONE"] == nil && environment.functionName == "f")
        #expect(try environment.required("TABLE") == "images")
        for name in ["EMPTY", "NONE"] {
            let error = #expect(throws: LambdaError.self) { try environment.required(name) }
            #expect(error?.code == .invalidEnvironment)
        }
    }

    @Test(arguments: ["", "127.0.0.1", ":9001", "a:b", "a:0", "a:65536", "a:1:2", "a/b:80", "a b:80", "http://a:80"])
    func whatIsNoEndpointIsRefused(text: String) {
        let error = #expect(throws: LambdaError.self) { try environment(["AWS_LAMBDA_RUNTIME_API": text]) }
        #expect(error?.code == .invalidEnvironment)
    }

    @Test func somethingHasToNameTheHandler() {
        #expect(throws: LambdaError.self) { try environment(["_HANDLER": ""]) }
    }
}
