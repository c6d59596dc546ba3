internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The metadata of an object as its file keeps it. The names are a contract: files of older versions stay readable.
struct ObjectDocument: Codable {
    var key: ObjectKey
    /// Bytes.
    var size: Int
    var entityTag: EntityTag
    /// Milliseconds since 1970.
    var modified: Int64
    var contentType: String?
    var attributes: [String: String]

    init(_ metadata: ObjectMetadata) {
        key = metadata.key
        size = metadata.size
        entityTag = metadata.entityTag
        modified = metadata.modified.millisecondsSince1970
        contentType = metadata.contentType
        attributes = metadata.attributes
    }

    var metadata: ObjectMetadata {
        ObjectMetadata(
            key: key, size: size, entityTag: entityTag,
            modified: Date(timeIntervalSince1970: Double(modified) / 1000), contentType: contentType,
            attributes: attributes)
    }
}
