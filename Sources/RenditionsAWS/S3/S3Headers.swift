internal import AWSClient
internal import NIOHTTP1
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What headers say of an object.
enum S3Headers {
    static let attribute = "x-amz-meta-"
    /// The attribute by which a write knows its own.
    static let writeMark = "renditions-write"
    /// What S3 says of an object whose writer gave no type.
    static let untyped = "binary/octet-stream"

    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidReply`` where they lack what every reply has.
    static func metadata(_ headers: HTTPHeaders, of key: ObjectKey, size: Int?) throws -> ObjectMetadata {
        guard let tag = headers.first(name: "ETag"),
            let size = size ?? headers.first(name: "Content-Length").flatMap({ Int($0) })
        else { throw AWSError(.invalidReply, "A reply does not say an object's entity tag and size.") }
        var attributes: [String: String] = [:]
        for (name, value) in headers {
            let name = name.lowercased()
            guard name.hasPrefix(attribute) else { continue }
            attributes[String(name.dropFirst(attribute.count))] = AttributeText.decode(value)
        }
        attributes[writeMark] = nil
        let type = headers.first(name: "Content-Type")
        return ObjectMetadata(
            key: key, size: size, entityTag: EntityTag(s3: tag),
            modified: headers.first(name: "Last-Modified").flatMap(HTTPDate.parse) ?? Date(timeIntervalSince1970: 0),
            contentType: type == untyped ? nil : type, attributes: attributes)
    }

    /// The bytes and the size that a reply to a request for a range has, as in `bytes 0-9/100`.
    static func range(_ headers: HTTPHeaders) throws -> (range: Range<Int>, size: Int) {
        let text = headers.first(name: "Content-Range") ?? ""
        let parts = text.hasPrefix("bytes ") ? text.dropFirst(6).split(whereSeparator: { $0 == "-" || $0 == "/" }) : []
        guard parts.count == 3, let first = Int(parts[0]), let last = Int(parts[1]), let size = Int(parts[2]),
            first <= last, last < size
        else { throw AWSError(.invalidReply, "A reply does not say which bytes of the object it has.") }
        return (first..<(last + 1), size)
    }

    /// What a write says of its object besides its bytes.
    static func written(
        _ options: PutOptions, mark: String?, configuration: S3ObjectStore.Configuration
    ) -> HTTPHeaders {
        var headers = HTTPHeaders()
        if let type = options.contentType { headers.add(name: "Content-Type", value: type) }
        for (name, value) in options.attributes.sorted(by: { $0.key < $1.key }) {
            headers.add(name: attribute + name, value: AttributeText.encode(value))
        }
        if let mark { headers.add(name: attribute + writeMark, value: mark) }
        configuration.encryption.add(to: &headers)
        if !configuration.tags.isEmpty {
            let tags = configuration.tags.sorted { $0.key < $1.key }.map { QueryItem($0.key, $0.value) }
            headers.add(name: "x-amz-tagging", value: tags.encoded)
        }
        return headers
    }

    /// The checksum of the whole object in a reply, with what computes it; nil where there is none of the whole.
    static func checksum(_ headers: HTTPHeaders) -> (running: RunningChecksum, expected: String)? {
        let kept = checksums(headers)
        for algorithm in ChecksumAlgorithm.allCases {
            if let value = kept[algorithm.headerName] { return (RunningChecksum(algorithm), value) }
        }
        return nil
    }

    /// The checksums of the whole object in a reply, by their headers' names, of whatever algorithm.
    static func checksums(_ headers: HTTPHeaders) -> [String: String] {
        let prefix = "x-amz-checksum-"
        // Of parts' checksums, not of bytes.
        guard headers.first(name: prefix + "type") != "COMPOSITE" else { return [:] }
        var found: [String: String] = [:]
        for (name, value) in headers where name.lowercased().hasPrefix(prefix) && !value.contains("-") {
            found[name.lowercased()] = value
        }
        found[prefix + "type"] = nil
        return found
    }
}
