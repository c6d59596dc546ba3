import RenditionsTesting
import ServedProgram
import Testing

/// The built server, over a socket, on folders and SQLite.
@Suite(.served, .timeLimit(.minutes(20))) struct ServedConformanceTests {
    @Test(arguments: APICheck.all) func conforms(_ check: APICheck) async throws {
        try await check(try #require(ServedTrait.server).client)
    }
}
