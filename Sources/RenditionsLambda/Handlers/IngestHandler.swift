internal import Logging
public import NIOCore
public import Renditions
public import RenditionsTasks
internal import RenditionsWorkflow

/// The function behind triggers: it begins what has to be done about originals that came and went.
///
/// It takes notifications of S3, events of EventBridge, either of them in messages of SNS, and batches of SQS with any of
/// these: see `IngestMessage`. Every record is dealt with, whatever becomes of the others.
///
/// - A batch of SQS is answered with `batchItemFailures`: the messages that have a record which could not be dealt with, or not in
///   time. Only those come again, and go to the queue's dead-letter queue after their attempts. The event source has to have
///   `ReportBatchItemFailures`, or the whole batch counts as done.
/// - Everything else is answered with how many records were `processing`, `erasing` and `ignored`; where a record failed, the
///   invocation fails. Lambda then sends the whole event again; what was begun already is joined.
///
/// Records of other places than the ingestor's route are ignored, as is what neither creates nor removes an object.
public struct IngestHandler: LambdaHandler {
    private let ingestor: Ingestor
    private let limits: IngestLimits
    private let maximumAtOnce: Int

    /// - Parameters:
    ///   - ingestor: with a route, so that events of other buckets are nothing.
    ///   - maximumAtOnce: records that are dealt with at once.
    public init(_ ingestor: Ingestor, limits: IngestLimits = .default, maximumAtOnce: Int = 8) {
        self.ingestor = ingestor
        self.limits = limits
        self.maximumAtOnce = maximumAtOnce
    }

    public func handle(_ event: ByteBuffer, in context: LambdaContext) async throws -> ByteBuffer {
        let message = try IngestMessage(decoding: event.readableBytesView, limits: limits)
        let results = await results(of: message.records)
        for (record, result) in zip(message.records, results) { tell(record, result, context.logger) }
        let failed = zip(message.records, results).compactMap { record, result -> (String?, InvocationFailure)? in
            if case .failed(let failure) = result { (record.messageID, failure) } else { nil }
        }
        // What has no message can't be named: all of it has to come again.
        if let failure = failed.first(where: { $0.0 == nil }) { throw Self.error(failed.map(\.1), first: failure.1) }
        if message.records.contains(where: { $0.messageID != nil }) {
            return Self.answer(failures: failed.compactMap(\.0))
        }
        var counts: [String: Int] = ["processing": 0, "erasing": 0, "ignored": 0]
        for result in results { counts[result.name, default: 0] += 1 }
        return ByteBuffer(
            string: JSONValue.object(
                JSONObject(counts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .integer($0.value)) })
            ).json)
    }

    private enum Result: Sendable {
        case processing
        case erasing
        case ignored(String)
        case failed(InvocationFailure)

        var name: String {
            switch self {
            case .processing: "processing"
            case .erasing: "erasing"
            case .ignored: "ignored"
            case .failed: "failed"
            }
        }
    }

    /// In the order of the records. Those that are not reached before the time is over have failed.
    private func results(of records: [IngestRecord]) async -> [Result] {
        await withTaskGroup(of: (Int, Result).self) { group in
            var results = [Result](repeating: .failed(.timedOut), count: records.count)
            for (position, record) in records.enumerated() {
                if position >= max(1, maximumAtOnce), let (position, result) = await group.next() {
                    results[position] = result
                }
                guard !Task.isCancelled else { break }
                group.addTask { (position, await result(of: record)) }
            }
            for await (position, result) in group { results[position] = result }
            return results
        }
    }

    private func result(of record: IngestRecord) async -> Result {
        switch record.outcome {
        case .ignored(let reason): return .ignored("\(reason)")
        case .failed(let error): return .failed(InvocationFailure(error))
        case .event(let event):
            do {
                switch try await ingestor.ingest(event) {
                case .processing: return .processing
                case .erasing: return .erasing
                case .ignored(let reason): return .ignored(reason.rawValue)
                }
            } catch {
                return .failed(Task.isCancelled ? .timedOut : InvocationFailure(error))
            }
        }
    }

    /// Nothing of an event: its key may tell whose an image is.
    private func tell(_ record: IngestRecord, _ result: Result, _ logger: Logger) {
        var metadata: Logger.Metadata = ["record": "\(record.index)", "outcome": "\(result.name)"]
        if let id = record.messageID { metadata["message_id"] = "\(id)" }
        switch result {
        case .processing, .erasing: logger.debug("A record was dealt with.", metadata: metadata)
        case .ignored(let reason):
            metadata["reason"] = "\(reason)"
            logger.debug("A record was ignored.", metadata: metadata)
        case .failed(let failure):
            metadata["error"] = "\(failure.type)"
            logger.warning("A record could not be dealt with.", metadata: metadata)
        }
    }

    private static func answer(failures: [String]) -> ByteBuffer {
        var seen: Set<String> = []
        let items = failures.filter { seen.insert($0).inserted }.map { id -> JSONValue in
            ["itemIdentifier": .string(id)]
        }
        return ByteBuffer(string: JSONValue.object(["batchItemFailures": .array(items)]).json)
    }

    /// One failure as it is; of several the number.
    private static func error(_ failures: [InvocationFailure], first: InvocationFailure) -> any Error {
        guard failures.count > 1 else { return first }
        return LambdaError(
            .recordsFailed, "\(failures.count) records could not be dealt with, one of them for \(first.type).")
    }
}
