internal import NIOCore
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What there is after each step of an asset's life in which nothing goes wrong.
package struct LifeStory: Sendable {
    struct Chapter: Sendable {
        /// Without what differs from run to run: times.
        var record: AssetRecord?
        var objects: [String: ByteBuffer]
    }

    var chapters: [String: Chapter] = [:]

    /// What is wrong with objects that stand there in the middle of something: each must be one of the story's, whole.
    func strangers(_ objects: [String: ByteBuffer]) -> [String] {
        objects.compactMap { key, bytes in
            let known = chapters.values.compactMap { $0.objects[key] }
            if known.contains(bytes) { return nil }
            return known.isEmpty ? "\(key) should not be there" : "\(key) has other bytes: \(bytes.readableBytes)"
        }
    }

    /// What differs from a step of the story.
    func differences(_ name: String, _ found: Chapter) -> [String] {
        guard let wanted = chapters[name] else { return ["the story has no such step"] }
        var differences = strangers(found.objects)
        for (key, bytes) in wanted.objects where found.objects[key] != bytes {
            differences.append("\(key) is \(found.objects[key] == nil ? "missing" : "of another time")")
        }
        for key in found.objects.keys where wanted.objects[key] == nil { differences.append("\(key) is still there") }
        if found.record != wanted.record {
            differences.append("the record is another: \(String(describing: found.record))")
        }
        return differences
    }
}

extension AssetRecord {
    /// The same without times.
    var timeless: AssetRecord {
        var record = self
        let never = Date(timeIntervalSince1970: 0)
        record.created = never
        record.updated = never
        record.original.modified = never
        record.erasure?.requested = never
        if record.erasure?.completed != nil { record.erasure?.completed = never }
        for name in record.renditions.keys { record.renditions[name]?.seconds = 0 }
        return record
    }
}
