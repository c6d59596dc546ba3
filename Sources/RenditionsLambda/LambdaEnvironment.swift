internal import Logging

/// What Lambda tells a function in variables, and what its owner does.
///
/// | variable | meaning |
/// | --- | --- |
/// | `AWS_LAMBDA_RUNTIME_API` | host and port of the Runtime API; set by Lambda |
/// | `_HANDLER` | the function's setting "handler"; set by Lambda |
/// | `RENDITIONS_HANDLER` | the handler's name, where `_HANDLER` says something else |
/// | `AWS_LAMBDA_FUNCTION_NAME`, `AWS_LAMBDA_FUNCTION_VERSION` | set by Lambda |
/// | `RENDITIONS_LOG_LEVEL`, or else `AWS_LAMBDA_LOG_LEVEL` | `trace` to `critical`, in any case; default `info` |
/// | `RENDITIONS_METRICS_NAMESPACE` | of the metrics; default `Renditions` |
public struct LambdaEnvironment: Sendable {
    /// Which of the program's handlers serves this function.
    public let handler: String
    /// Empty where Lambda did not say.
    public let functionName: String
    /// Empty where Lambda did not say.
    public let functionVersion: String
    let runtimeAPI: RuntimeEndpoint
    package let variables: [String: String]

    /// - Parameter variables: of the process.
    /// - Throws: ``LambdaError`` with code `invalid-environment`.
    public init(_ variables: [String: String]) throws {
        guard let endpoint = variables["AWS_LAMBDA_RUNTIME_API"] else {
            throw LambdaError(
                .invalidEnvironment, "AWS_LAMBDA_RUNTIME_API is not set. Lambda sets it; an emulator has to as well.")
        }
        runtimeAPI = try RuntimeEndpoint(endpoint)
        let names = [variables["RENDITIONS_HANDLER"], variables["_HANDLER"]].compactMap(\.self)
        guard let handler = names.first(where: { !$0.isEmpty }) else {
            throw LambdaError(.invalidEnvironment, "Neither RENDITIONS_HANDLER nor _HANDLER names a handler.")
        }
        self.handler = handler
        functionName = variables["AWS_LAMBDA_FUNCTION_NAME"] ?? ""
        functionVersion = variables["AWS_LAMBDA_FUNCTION_VERSION"] ?? ""
        self.variables = variables
    }

    /// Any variable of the process, for what the program wants to be told.
    public subscript(name: String) -> String? { variables[name] }

    /// - Throws: ``LambdaError`` with code `invalid-environment` when the variable is missing or empty.
    public func required(_ name: String) throws -> String {
        guard let value = variables[name], !value.isEmpty else {
            throw LambdaError(.invalidEnvironment, "The variable \(name) is not set. The function needs it.")
        }
        return value
    }

    /// A level that is none counts as not set: logs are no reason not to start.
    static func logLevel(in variables: [String: String]) -> Logger.Level {
        for name in ["RENDITIONS_LOG_LEVEL", "AWS_LAMBDA_LOG_LEVEL"] {
            guard let text = variables[name]?.lowercased() else { continue }
            // Lambda's own names, where they are others.
            let names = ["warn": "warning", "fatal": "critical"]
            if let level = Logger.Level(rawValue: names[text] ?? text) { return level }
        }
        return .info
    }

    static func metricsNamespace(in variables: [String: String]) -> String {
        variables["RENDITIONS_METRICS_NAMESPACE"].flatMap { $0.isEmpty ? nil : $0 } ?? "Renditions"
    }
}
