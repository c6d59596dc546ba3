import NIOCore
import Renditions
import RenditionsVips
import Testing

/// The engine that the tests share, and the shortest way through it.
enum Fixture {
    /// With more time than the default: what is tested here is never how fast a loaded machine is.
    static let engine: Result<VipsEngine, any Error> = Result { try engine { _ in } }

    /// An engine of its own, with other limits.
    static func engine(_ change: (inout VipsEngineConfiguration) -> Void) throws -> VipsEngine {
        var configuration = VipsEngineConfiguration()
        configuration.limits.seconds = 300
        change(&configuration)
        return try VipsEngine(configuration)
    }

    static func file(_ raster: Raster, as encoding: Encoding = .png(compression: 1)) async throws -> ByteBuffer {
        try await engine.get().encode(raster, as: encoding)
    }

    /// One rendition of a file.
    static func render(
        _ file: ByteBuffer, _ operations: Pipeline = [], overlays: [ObjectKey: ByteBuffer] = [:], as encoding: Encoding,
        metadata: MetadataPolicy = .strip, profile: ColorProfilePolicy = .sRGB, animation: AnimationPolicy = .keep,
        autoOrient: Bool = true
    ) async throws -> RenderedImage {
        let rendition = Rendition(
            "test", operations, as: encoding, metadata: metadata, profile: profile, animation: animation,
            autoOrient: autoOrient)
        let images = try await engine.get().render([rendition], from: ImageSource(file, overlays: overlays))
        return try #require(images.first)
    }

    /// The pixels that a file gives after these operations.
    static func pixels(
        of file: ByteBuffer, _ operations: Pipeline = [], overlays: [ObjectKey: ByteBuffer] = [:],
        autoOrient: Bool = true
    ) async throws -> Raster {
        let image = try await render(
            file, operations, overlays: overlays, as: .raw, animation: .firstFrame, autoOrient: autoOrient)
        return Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))
    }

    /// The pixels that a raster gives after these operations, by way of a PNG.
    static func pixels(
        of raster: Raster, _ operations: Pipeline, overlays: [ObjectKey: Raster] = [:]
    ) async throws -> Raster {
        var files: [ObjectKey: ByteBuffer] = [:]
        for (key, overlay) in overlays { files[key] = try await file(overlay) }
        return try await pixels(of: try await file(raster), operations, overlays: files)
    }

    /// The code of the error that `body` throws; nil when it throws none, or one of another type.
    static func refusal<Result>(_ body: () async throws -> Result) async -> RenderError.Code? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? RenderError)?.code
        }
    }
}
