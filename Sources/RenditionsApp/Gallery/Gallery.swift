internal import NIOCore
internal import Renditions
internal import RenditionsVips

/// A page that shows every original beside its renditions: one file without links, that can be mailed.
struct Gallery: Sendable {
    let processor: ImageProcessor
    let engine: VipsEngine

    /// Originals with pictures; the others are only counted, so that the page stays one that a browser opens.
    static let maximumEntries = 60
    /// Bytes of a rendition that is shown as it is; a larger one is shown reduced.
    private static let maximumBytes = 96_000
    /// Pixels of the longer side of a picture that is shown reduced.
    private static let reducedSide = 640
    private static let originalSide = 1080
    private static let placeholderSide = 48

    /// The page, in UTF-8.
    ///
    /// - Throws: `CancellationError`. What can't be shown is left out.
    func page(of items: [BatchItem], summary: BatchSummary) async throws -> String {
        var entries: [GalleryEntry] = []
        for item in items.prefix(Self.maximumEntries) {
            try Task.checkCancellation()
            entries.append(await entry(of: item))
        }
        return GalleryPage(
            recipe: processor.recipe.name, summary: summary, entries: entries,
            left: items.count - entries.count, libraryVersion: VipsEngine.libraryVersion
        ).text
    }

    private func entry(of item: BatchItem) async -> GalleryEntry {
        var entry = GalleryEntry(
            title: item.key?.rawValue ?? item.name.split(separator: "/").last.map(String.init) ?? "",
            record: item.record, failure: item.failure,
            keepsLocation: processor.recipe.renditions.contains { $0.metadata == .keepAll },
            milliseconds: Amount.milliseconds(item.duration))
        guard let key = item.key, let record = item.record else { return entry }
        if let bytes = await bytes(of: key, in: processor.originals) {
            entry.original = await reduced(bytes, side: Self.originalSide)
        }
        for rendition in processor.recipe.renditions {
            guard let made = record.renditions[rendition.name] else { continue }
            entry.renditions.append((made, await picture(of: made)))
        }
        if let hash = record.analysis?.blurHash, let size = record.info?.orientedSize {
            entry.blurHash = await placeholder(BlurHash.decode(hash, size: placeholderSize(for: size)))
        }
        if let hash = record.analysis?.thumbHash {
            entry.thumbHash = await placeholder(ThumbHash.decode(hash, longerSide: Self.placeholderSide))
        }
        return entry
    }

    private func bytes(of key: ObjectKey, in store: any ObjectStore) async -> ByteBuffer? {
        try? await store.get(key).body.collect(upTo: max(engine.limits.inputBytes, 64 << 20))
    }

    private func picture(of record: RenditionRecord) async -> GalleryPicture? {
        guard let bytes = await bytes(of: record.key, in: processor.renditions) else { return nil }
        let isShownByBrowsers = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]
            .contains(record.contentType)
        if isShownByBrowsers, bytes.readableBytes <= Self.maximumBytes {
            return GalleryPicture(bytes, mediaType: record.contentType, size: record.size)
        }
        return await reduced(bytes, side: record.frames > 1 ? Self.reducedSide / 2 : Self.reducedSide)
    }

    /// A smaller WebP of an image; an animation stays one.
    private func reduced(_ bytes: ByteBuffer, side: Int) async -> GalleryPicture? {
        let rendition = Rendition(
            "preview", [.resize(width: side, height: side, fit: .inside)], as: .webp(quality: 80))
        guard let image = try? await engine.render([rendition], from: ImageSource(bytes)).first else { return nil }
        return GalleryPicture(image.bytes, mediaType: "image/webp", size: image.size, isReduced: true)
    }

    private func placeholderSize(for size: PixelSize) -> PixelSize {
        let scale = Double(Self.placeholderSide) / Double(max(size.longerSide, 1))
        return PixelSize(
            width: max(1, Int((Double(size.width) * scale).rounded())),
            height: max(1, Int((Double(size.height) * scale).rounded())))
    }

    private func placeholder(_ raster: Raster?) async -> GalleryPicture? {
        guard let raster, let bytes = try? await engine.encode(raster, as: .png()) else { return nil }
        return GalleryPicture(bytes, mediaType: "image/png", size: raster.size)
    }
}
