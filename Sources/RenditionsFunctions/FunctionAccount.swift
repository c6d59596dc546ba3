internal import Logging
internal import RenditionsAWS
internal import RenditionsLambda
internal import Synchronization

/// The account that a function's stores share.
enum FunctionAccount {
    /// Lambda ends a process without a word, so that nobody could end connections before: those of an account that is used
    /// last as long as the process.
    private static let kept = Mutex<[AWSAccount]>([])

    /// A call that nobody answers must not take the whole of an invocation, which for the API are 29 s: it is made again, and
    /// if that does not help either there is time to say so.
    private static let configuration = AWSAccount.Configuration(attemptTimeout: .seconds(5), timeout: .seconds(20))

    /// - Throws: what `body` throws, after the connections were ended; `StoreError` where no region is set.
    static func with<Result: Sendable>(
        _ environment: LambdaEnvironment, _ body: (AWSAccount) throws -> Result
    ) async throws -> Result {
        let account = try await AWSAccount.load(
            environment: environment.variables, home: nil, configuration: configuration,
            logger: Logger(label: "renditions.aws"))
        do {
            let result = try body(account)
            kept.withLock { $0.append(account) }
            return result
        } catch {
            // The first error is the one to tell.
            try? await account.shutdown()
            throw error
        }
    }
}
