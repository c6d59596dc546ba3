internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What stands in the journal's columns as JSON.
enum JournalCoding {
    static func text(_ events: [HistoryEvent]) throws -> String {
        try JSONValue.array(events.map { try JSONValue(encoding: $0) }).json
    }

    static func events(_ text: String) throws -> [HistoryEvent] { try read(text) }

    /// Each arrival is its time in milliseconds and the input.
    static func text(_ arrivals: [ExecutionProgress.Arrival]) throws -> String {
        try JSONValue.array(
            arrivals.map { arrival in
                [
                    .number(.integer(arrival.time.millisecondsSince1970)), try JSONValue(encoding: arrival.input),
                ]
            }
        ).json
    }

    static func arrivals(_ text: String) throws -> [ExecutionProgress.Arrival] {
        let pairs: [JSONValue] = try read(text)
        return try pairs.map { pair in
            guard let time = pair[0]?.integerValue, let input = pair[1] else { throw damage() }
            return ExecutionProgress.Arrival(
                time: DateMilliseconds.date(Int64(time)), input: try value(input))
        }
    }

    static func text(_ outcome: ExecutionOutcome) throws -> String { try JSONValue(encoding: outcome).json }
    static func outcome(_ text: String) throws -> ExecutionOutcome { try read(text) }

    /// How often each attempt was lost.
    static func text(_ losses: [TaskRequest.ID: Int]) -> String {
        JSONValue.object(
            JSONObject(losses.map { JSONObject.Entry(key: "\($0.key)", value: .integer($0.value)) })
        ).canonicalJSON
    }

    static func losses(_ text: String) throws -> [TaskRequest.ID: Int] {
        let entries = try json(text).objectValue?.entries ?? []
        return try Dictionary(
            entries.map { entry in
                guard let id = Int(entry.key), let count = entry.value.integerValue else { throw damage() }
                return (TaskRequest.ID(rawValue: id), count)
            }, uniquingKeysWith: max)
    }

    /// - Throws: `WorkflowError` with code `corrupt`.
    static func json(_ text: String) throws -> JSONValue {
        do { return try JSONValue(json: text) } catch { throw damage(error) }
    }

    private static func read<Value: Decodable>(_ text: String) throws -> Value { try value(json(text)) }

    private static func value<Value: Decodable>(_ json: JSONValue) throws -> Value {
        do { return try json.decoded() } catch { throw damage(error) }
    }

    static func damage(_ cause: (any Error)? = nil) -> WorkflowError {
        WorkflowError(
            .corrupt, "What the workflows' journal holds of an execution can't be read. Restore the file from a copy.",
            cause: cause)
    }
}
