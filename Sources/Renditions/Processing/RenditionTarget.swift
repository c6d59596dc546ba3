internal import NIOCore

/// Where one rendition of one original belongs, and what is there.
struct RenditionTarget: Sendable {
    let rendition: Rendition
    let fingerprint: Fingerprint
    let key: ObjectKey
    private let asset: AssetID

    init(
        _ rendition: Rendition, of asset: AssetID, original: EntityTag, generation: Int, outputVersion: String,
        overlays: [ObjectKey: Fingerprint]
    ) throws {
        self.rendition = rendition
        self.asset = asset
        fingerprint = try rendition.fingerprint(outputVersion: outputVersion, overlays: overlays)
        key = try .rendition(rendition, of: asset, original: original, generation: generation, fingerprint: fingerprint)
    }

    /// What is stored under the key already, or nil.
    ///
    /// - Parameter previous: what was recorded before; it knows how long that took to make.
    func existing(in store: any ObjectStore, previous: AssetRecord? = nil) async throws -> RenditionRecord? {
        let metadata: ObjectMetadata
        do {
            metadata = try await store.head(key)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
        let known = previous?.renditions[rendition.name]
        return record(of: metadata, seconds: known?.key == key ? known?.seconds ?? 0 : 0)
    }

    func store(_ image: RenderedImage, in store: any ObjectStore) async throws -> RenditionRecord {
        var attributes = [
            RenditionAttribute.asset: asset.rawValue, RenditionAttribute.width: String(image.size.width),
            RenditionAttribute.height: String(image.size.height), RenditionAttribute.frames: String(image.frames),
        ]
        if image.isIncomplete { attributes[RenditionAttribute.incomplete] = "yes" }
        let options = PutOptions(mode: .create, contentType: image.encoding.mediaType, attributes: attributes)
        do {
            let metadata = try await store.put(ObjectBody(image.bytes), at: key, options: options)
            if let record = record(of: metadata, seconds: image.seconds) { return record }
        } catch let error as StoreError where error.code == .preconditionFailed {
            // Somebody else did the same work first: theirs stands.
            if let record = try await existing(in: store) { return record }
        }
        throw StoreError(.corrupt, "A stored rendition has lost its attributes. Does the store keep them?")
    }

    private func record(of metadata: ObjectMetadata, seconds: Double) -> RenditionRecord? {
        guard let width = metadata.attributes[RenditionAttribute.width].flatMap({ Int($0) }),
            let height = metadata.attributes[RenditionAttribute.height].flatMap({ Int($0) }),
            let frames = metadata.attributes[RenditionAttribute.frames].flatMap({ Int($0) })
        else { return nil }
        return RenditionRecord(
            name: rendition.name, key: key, size: PixelSize(width: width, height: height), frames: frames,
            bytes: metadata.size, contentType: metadata.contentType ?? rendition.encoding.mediaType,
            entityTag: metadata.entityTag, fingerprint: fingerprint, seconds: seconds,
            isIncomplete: metadata.attributes[RenditionAttribute.incomplete] != nil)
    }
}
