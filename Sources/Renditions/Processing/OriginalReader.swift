internal import NIOCore
internal import Tracing

/// Reads originals, and what is laid over them, into memory.
struct OriginalReader: Sendable {
    let processor: ImageProcessor
    let key: ObjectKey
    let monitor: ProcessingMonitor

    /// An original with its bytes.
    struct Contents: Sendable {
        var metadata: ObjectMetadata
        var source: ImageSource
    }

    /// The original as it is now, at most as many bytes as the limits allow.
    ///
    /// - Parameter check: is shown what the store knows of it before its bytes are read.
    func read(_ check: (ObjectMetadata) throws -> Void) async throws -> Contents {
        try await processor.traced(.fetch, of: AssetID(original: key)) { span in
            let stored = try await processor.originals.get(key)
            try check(stored.metadata)
            let bytes = try await bytes(of: stored)
            span.attributes["renditions.bytes"] = bytes.readableBytes
            return Contents(
                metadata: stored.metadata, source: ImageSource(bytes, overlays: try await Self.overlays(of: processor)))
        }
    }

    private func bytes(of stored: StoredObject) async throws -> ByteBuffer {
        let limit = processor.engine.limits.inputBytes
        let bytes: ByteBuffer
        do {
            bytes = try await stored.body.collect(upTo: limit)
        } catch let error as StoreError where error.code == .tooLarge {
            throw RenderError(
                .tooManyBytes, "The file has more than \(limit) bytes. Send a smaller one, or raise the limit of bytes."
            )
        }
        // A body that ends early would pass for a truncated image, which is for good; this is not.
        guard bytes.readableBytes == stored.metadata.size else {
            throw StoreError(
                .unavailable, "Of \(stored.metadata.size) bytes of the original \(bytes.readableBytes) came. Try again."
            )
        }
        monitor.emit(.fetched(stored.metadata))
        return bytes
    }

    /// The files of everything that the recipe lays over originals.
    static func overlays(of processor: ImageProcessor) async throws -> [ObjectKey: ByteBuffer] {
        var overlays: [ObjectKey: ByteBuffer] = [:]
        guard let store = processor.overlays else { return overlays }
        for key in processor.recipe.overlays {
            do {
                overlays[key] = try await store.get(key).body.collect(upTo: processor.engine.limits.inputBytes)
            } catch let error as StoreError where error.code == .notFound {
                throw RenderError(.missingOverlay, "The overlay \(key) is not in the store of overlays.", cause: error)
            } catch let error as StoreError where error.code == .tooLarge {
                throw RenderError.ofOverlay(key, error)
            }
        }
        return overlays
    }
}
