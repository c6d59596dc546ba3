internal import AWSClient
internal import NIOCore
internal import NIOHTTP1
internal import RenditionsWorkflow

/// Looks at functions of Lambda, as far as whoever asks may.
struct FunctionCheckup: Sendable {
    /// What is expected of one.
    struct Wanted: Sendable {
        /// Its name, or its ARN with or without a version.
        var name: String
        /// Seconds that it must be allowed at least; nil for any.
        var timeout: Int?
    }

    let client: AWSServiceClient
    let settings: DeploymentSettings

    /// - Throws: `CancellationError`.
    func examine(_ wanted: Wanted) async throws -> DeploymentFinding {
        let subject = "function \(Self.shortName(wanted.name))"
        func finding(_ verdict: DeploymentFinding.Verdict, _ text: String) -> DeploymentFinding {
            DeploymentFinding(subject, .function, verdict, text)
        }
        do {
            let found = try await ask("GetFunctionConfiguration", "2015-03-31", wanted.name, "configuration")
            let faults = self.faults(of: found, wanted)
            if !faults.isEmpty { return finding(.failed, faults.joined(separator: " ")) }
            if try await isSwitchedOff(wanted.name) {
                return finding(.warning, "It may not run: its reserved concurrency is 0. Raise it.")
            }
            let version = found["Version"]?.stringValue ?? "$LATEST"
            return finding(.fine, "ready, \(version == "$LATEST" ? "the latest" : "version \(version)")")
        } catch let error as AWSError {
            switch error.code {
            case .notFound: return finding(.failed, "There is no such function. Deploy it.")
            case .accessDenied:
                return finding(.unseen, "Not looked at. Allow \(error.operation ?? "lambda:GetFunctionConfiguration").")
            default: return finding(.failed, error.message)
            }
        }
    }

    private func faults(of found: JSONValue, _ wanted: Wanted) -> [String] {
        var faults: [String] = []
        if let state = found["State"]?.stringValue, state != "Active", state != "Inactive" {
            faults.append("It is \(state.lowercased()): \(found["StateReason"]?.stringValue ?? "no reason is given").")
        }
        if let least = wanted.timeout, let timeout = found["Timeout"]?.integerValue, timeout < least {
            faults.append("It has \(timeout) s, and the workflows' longest step \(least) s. Raise its timeout.")
        }
        let variables = found["Environment"]?["Variables"]
        let differing = settings.variables.filter { variables?[$0.key]?.stringValue != $0.value }.keys.sorted()
        if !differing.isEmpty {
            faults.append(
                "It is told otherwise by \(differing.joined(separator: ", ")). Deploy it anew, or set the same here.")
        }
        return faults
    }

    private func isSwitchedOff(_ name: String) async throws -> Bool {
        do {
            let found = try await ask(
                "GetFunctionConcurrency", "2019-09-30", Self.unqualified(name), "concurrency")
            return found["ReservedConcurrentExecutions"]?.integerValue == 0
        } catch let error as AWSError where error.code == .notFound {
            return false
        }
    }

    private func ask(_ operation: String, _ date: String, _ name: String, _ part: String) async throws -> JSONValue {
        let path = "/\(date)/functions/\(PercentEncoding.encode(name))/\(part)"
        let request = AWSRequest(operation, method: .GET, path: path)
        return try await client.collect(request, upTo: 1 << 20) { reply in
            do {
                return try JSONValue(json: Array(reply.body.readableBytesView))
            } catch {
                throw AWSError(.invalidReply, "A reply in JSON is not what it should be.", cause: error)
            }
        }
    }

    /// What people call it: without account and region.
    private static func shortName(_ name: String) -> String {
        guard name.hasPrefix("arn:") else { return name }
        return name.split(separator: ":").dropFirst(6).joined(separator: ":")
    }

    /// Without a version.
    private static func unqualified(_ name: String) -> String {
        name.hasPrefix("arn:") ? name.split(separator: ":").prefix(7).joined(separator: ":") : name
    }
}
