import Foundation
import RenditionsAPI
import RenditionsTesting
import ServedProgram
import Testing

/// One built server for all tests of a suite, with everything that the checks of the API want.
struct ServedTrait: SuiteTrait, TestScoping {
    @TaskLocal static var server: ServerProgram?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let recipe = try folder.write(try JSONEncoder().encode(APICheck.recipe), to: "recipe.json")
        let configuration = APICheck.configuration
        let server = try await ServerProgram.serving(
            in: folder("data"),
            ServerProgram.open + [
                "--recipe", recipe, "--http-maximum-upload-bytes", "\(configuration.maximumUploadBytes)",
                "--http-maximum-files", "\(configuration.maximumFiles)",
                "--http-maximum-wait-seconds", "\(configuration.maximumWait)",
                // All checks at once are a crowd; none of them is about crowds.
                "--http-maximum-uploads", "256", "--http-maximum-requests", "256",
            ])
        try await Self.$server.withValue(server) { try await function() }
        server.send(signal: SIGTERM)
        #expect(await server.status() == 0, "\(server.errors.all.suffix(5))")
    }
}

extension Trait where Self == ServedTrait {
    /// With the built server.
    static var served: Self { Self() }
}
