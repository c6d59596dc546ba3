internal import NIOCore
package import Renditions
package import RenditionsWorkflow

extension StepFunctionsRunner {
    /// Hands out what came of each item of an execution's distributed maps, from where their `ResultWriter` has put it. Results
    /// are read as they come, however many there are.
    ///
    /// - Parameters:
    ///   - store: the bucket of the results, from what `ResultWriter` has as its prefix on.
    ///   - prefix: that prefix, which keys in manifests begin with.
    /// - Throws: `WorkflowError` with codes `not-found`, `unavailable`; `StoreError`, with code `not-found` where nothing was
    ///   written down and `corrupt` where it is not what Step Functions writes; what `body` throws.
    package func eachResult(
        of execution: ExecutionIdentity, in store: any ObjectStore, under prefix: String,
        _ body: (ItemResult) async throws -> Void
    ) async throws {
        for run in try await mapRuns(of: execution) {
            // `arn:aws:states:…:mapRun:machine/label:number`
            let number = run.split(separator: ":").last.map(String.init) ?? ""
            let bytes = try await store.get(try ObjectKey("\(number)/manifest.json")).body.collect(upTo: 16 << 20)
            guard let files = (try? JSONValue(json: Array(bytes.readableBytesView)))?["ResultFiles"] else {
                throw Self.unreadable
            }
            for status in ["SUCCEEDED", "FAILED", "PENDING"] {
                for file in files[status]?.arrayValue ?? [] {
                    guard let key = file["Key"]?.stringValue, key.hasPrefix(prefix) else { throw Self.unreadable }
                    try await read(store.get(try ObjectKey(String(key.dropFirst(prefix.count)))).body, body)
                }
            }
        }
    }

    private func read(_ file: ObjectBody, _ body: (ItemResult) async throws -> Void) async throws {
        var elements = JSONElements()
        for try await part in file {
            let ended: [[UInt8]]
            do {
                ended = try elements.take(part.readableBytesView)
            } catch {
                throw Self.unreadable
            }
            for element in ended {
                guard let result = (try? JSONValue(json: element)).flatMap(ItemResult.init) else {
                    throw Self.unreadable
                }
                try await body(result)
            }
        }
        guard elements.isEnded else { throw Self.unreadable }
    }

    private static let unreadable = StoreError(
        .corrupt, "What Step Functions has written of the items of a map can't be read.")
}
