internal import Foundation

/// A story of events that the corpus tells.
package struct CorpusScenario: Sendable, CustomStringConvertible {
    /// The file's name without its extension.
    package var name: String
    /// What must come of it, for people.
    package var expect: String
    /// JSON texts in the order in which they arrive.
    package var deliveries: [[UInt8]]

    package var description: String { name }
}

extension Corpus {
    /// The stories of the folder `events`, in the order of their names.
    package static func scenarios() throws -> [CorpusScenario] {
        let folder = root + "/events"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw CorpusFileMissing(file: "events")
        }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let story = try JSONSerialization.jsonObject(with: data("events/" + name)) as? [String: Any]
            guard let story, let deliveries = story["deliveries"] as? [Any] else {
                throw CorpusFileMissing(file: "events/" + name)
            }
            return CorpusScenario(
                name: String(name.dropLast(5)), expect: story["expect"] as? String ?? "",
                deliveries: try deliveries.map { Array(try JSONSerialization.data(withJSONObject: $0)) })
        }
    }

    /// A sample of what Lambda functions are given, from `aws/lambda-events` beside the corpus.
    ///
    /// - Parameter values: what stands for the names in triple braces, which some samples have.
    package static func lambdaEvent(_ name: String, values: [String: String] = [:]) throws -> [UInt8] {
        var text = String(decoding: try data("../aws/lambda-events/\(name).json"), as: UTF8.self)
        for (name, value) in values { text = text.replacingOccurrences(of: "{{{\(name)}}}", with: value) }
        return Array(text.utf8)
    }
}
