internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is told of an image. It holds no key, and nothing of what was attached to the record but the file's name.
struct AssetDocument: Sendable {
    let record: AssetRecord
    let links: Links
    let access: AccessPolicy

    /// The whole.
    var json: JSONValue {
        var object = summaryObject
        let renditions = record.renditions.values.sorted { $0.name < $1.name }
        object["renditions"] = .array(renditions.map(rendition))
        let responsive = ResponsiveImage(renditions, of: record.id, size: record.info?.orientedSize, links: links)
        var sets = JSONObject()
        for set in responsive.sourceSets { sets[set.type] = .string(set.text) }
        object["srcset"] = .object(sets)
        if let markup = responsive.markup { object["picture"] = .string(markup) }
        return .object(object)
    }

    /// As it stands in lists, without renditions.
    var summary: JSONValue { .object(summaryObject) }

    /// What is said of an upload that is kept, and follows from its bytes and its place alone, but for the state where that is
    /// told.
    func receipt(_ state: AssetState = .pending) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(record.id.rawValue)
        object["state"] = .string(state.rawValue)
        object["bytes"] = .integer(record.original.size)
        if let digest = record.attributes[ImageAPI.digestAttribute] { object["sha256"] = .string(digest) }
        object["links"] = ["self": .string(links.image(record.id)), "events": .string(links.events(record.id))]
        return .object(object)
    }

    private var summaryObject: JSONObject {
        var object = JSONObject()
        object["id"] = .string(record.id.rawValue)
        object["state"] = .string(record.state.rawValue)
        object["created"] = .string(Self.text(record.created))
        object["updated"] = .string(Self.text(record.updated))
        if let filename = record.attributes[ImageAPI.filenameAttribute] { object["filename"] = .string(filename) }
        object["bytes"] = .integer(record.original.size)
        if let digest = record.attributes[ImageAPI.digestAttribute] { object["sha256"] = .string(digest) }
        if let info = record.info {
            object["type"] = .string(info.format.mediaType)
            object["width"] = .integer(info.orientedSize.width)
            object["height"] = .integer(info.orientedSize.height)
        }
        if let failure = record.failure {
            object["failure"] = [
                "code": .string(failure.code), "detail": .string(FailureWords.words(for: failure)),
                "retryable": .bool(failure.isRetryable),
            ]
        }
        if record.isIncomplete { object["incomplete"] = true }
        if let placeholder { object["placeholder"] = placeholder }
        object["links"] = linkObject
        return object
    }

    private var placeholder: JSONValue? {
        guard let analysis = record.analysis else { return nil }
        var object = JSONObject()
        if let hash = analysis.blurHash { object["blurHash"] = .string(hash) }
        if let hash = analysis.thumbHash { object["thumbHash"] = .string(hash) }
        if let color = analysis.dominantColor { object["color"] = .string(color.description) }
        return object.isEmpty ? nil : .object(object)
    }

    private var linkObject: JSONValue {
        var object = JSONObject()
        object["self"] = .string(links.image(record.id))
        object["events"] = .string(links.events(record.id))
        if access.originals != .off, record.state != .deleted {
            object["original"] = .string(links.original(record.id))
        }
        return .object(object)
    }

    private func rendition(_ rendition: RenditionRecord) -> JSONValue {
        [
            "name": .string(rendition.name), "type": .string(rendition.contentType),
            "width": .integer(rendition.size.width), "height": .integer(rendition.size.height),
            "frames": .integer(rendition.frames), "bytes": .integer(rendition.bytes),
            "url": .string(links.rendition(rendition, of: record.id)),
        ]
    }

    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
