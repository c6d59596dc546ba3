import AWSClient

extension AWSHTTPConfiguration {
    /// For what is not about time: a busy machine may keep a test from going on for long.
    static let patient = AWSHTTPConfiguration(
        connectTimeout: .seconds(3600), idleTimeout: .seconds(3600), keepAlive: .seconds(3600))
}
