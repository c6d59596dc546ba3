#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Rendition {
    /// The fingerprint of what this rendition gives on an engine: of everything but the name, of the overlays' bytes
    /// and of the engine's output version.
    ///
    /// - Parameter overlays: the digest of each overlay that the operations name.
    /// - Throws: `EncodingError` from an operation that can't be written as JSON.
    public func fingerprint(
        outputVersion: String, overlays: [ObjectKey: Fingerprint] = [:]
    ) throws -> Fingerprint {
        var nameless = self
        nameless.name = "_"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var parts = [Array(outputVersion.utf8), Array(try encoder.encode(nameless))]
        for key in operations.overlays {
            parts.append(Array(key.rawValue.utf8))
            parts.append(overlays[key]?.bytes ?? [])
        }
        return Fingerprint(of: parts)
    }
}

extension ObjectKey {
    /// Where a rendition is stored: the same work always lands on the same key, other work on another.
    ///
    /// `asset/version/name-fingerprint.extension`, where version stands for the original's entity tag.
    public static func rendition(
        _ rendition: Rendition, of asset: AssetID, original: EntityTag, fingerprint: Fingerprint
    ) throws -> ObjectKey {
        let version = Fingerprint(of: [Array(original.rawValue.utf8)])
        let name = "\(rendition.name)-\(fingerprint.description.prefix(16)).\(rendition.encoding.fileExtension)"
        return try ObjectKey("\(asset)/\(version.description.prefix(16))/\(name)")
    }
}
