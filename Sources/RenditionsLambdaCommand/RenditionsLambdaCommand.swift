internal import RenditionsFunctions
internal import RenditionsLambda

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The functions `renditions-lambda`, with the recipe that `RENDITIONS_RECIPE` names.
@main
enum RenditionsLambdaCommand: LambdaApp {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    static func handler(
        named name: String, in environment: LambdaEnvironment
    ) async throws -> (any LambdaHandler)? {
        try await ImageFunctions().handler(named: name, in: environment)
    }
}
