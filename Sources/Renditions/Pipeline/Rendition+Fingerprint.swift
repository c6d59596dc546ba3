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
    /// `asset/version/name-fingerprint.extension`, where version stands for the original's entity tag, and from the second
    /// generation on for that as well.
    ///
    /// - Parameter generation: see ``AssetRecord/generation``.
    public static func rendition(
        _ rendition: Rendition, of asset: AssetID, original: EntityTag, generation: Int = 0, fingerprint: Fingerprint
    ) throws -> ObjectKey {
        let version = Fingerprint(of: [Array(original.rawValue.utf8)]).description.prefix(16)
        let folder = generation == 0 ? "\(version)" : "\(version)\(generationMark)\(generation)"
        let name = "\(rendition.name)-\(fingerprint.description.prefix(16)).\(rendition.encoding.fileExtension)"
        return try ObjectKey("\(asset)/\(folder)/\(name)")
    }

    private static let generationMark: Character = "."

    /// What the keys of all renditions of an asset begin with.
    package static func renditionPrefix(of asset: AssetID) -> String { "\(asset)/" }

    /// The asset of whose renditions this is the key; nil when it is none that ``rendition(_:of:original:generation:fingerprint:)``
    /// makes.
    package var renditionAsset: AssetID? {
        let parts = rawValue.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 ? try? AssetID(String(parts[0])) : nil
    }

    /// The generation of whose renditions this is the key; nil as for ``renditionAsset``.
    package var renditionGeneration: Int? {
        let parts = rawValue.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let folder = parts[1].split(separator: Self.generationMark, omittingEmptySubsequences: false)
        return folder.count == 1 ? 0 : folder.count == 2 ? Int(folder[1]) : nil
    }
}
