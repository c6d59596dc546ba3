import Testing
import NIOCore
import Renditions
import RenditionsTesting
import RenditionsVips

/// The engine that the tests share, and the shortest way through it.
enum Fixture {
    /// With more time than the default: what is tested here is never how fast a loaded machine is.
    static let engine: Result<VipsEngine, any Error> = Result {
        var configuration = VipsEngineConfiguration()
        configuration.limits.seconds = 120
        return try VipsEngine(configuration)
    }

    static func file(_ raster: Raster, as encoding: Encoding = .png()) async throws -> ByteBuffer {
        try await engine.get().encode(raster, as: encoding)
    }

    /// The pixels that a file gives after these operations.
    static func pixels(
        of file: ByteBuffer, _ operations: Pipeline = [], overlays: [ObjectKey: ByteBuffer] = [:],
        autoOrient: Bool = true
    ) async throws -> Raster {
        let rendition = Rendition("test", operations, as: .raw, animation: .firstFrame, autoOrient: autoOrient)
        let images = try await engine.get().render([rendition], from: ImageSource(file, overlays: overlays))
        let image = try #require(images.first)
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
}
