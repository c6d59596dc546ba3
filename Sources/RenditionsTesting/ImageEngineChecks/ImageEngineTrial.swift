import NIOCore
import Renditions

/// One run of a check: the engine, and short ways through it.
struct ImageEngineTrial: Sendable {
    let engine: any ImageEngine

    func file(_ raster: Raster, orientation: Orientation = .up) -> ByteBuffer {
        ReferenceEncoder.png(raster, orientation: orientation)
    }

    /// The pixels that a raster gives after these operations, by way of a file.
    func pixels(
        of raster: Raster, _ operations: Pipeline = [], orientation: Orientation = .up, autoOrient: Bool = true,
        overlays: [ObjectKey: Raster] = [:]
    ) async throws -> Raster {
        let source = ImageSource(file(raster, orientation: orientation), overlays: overlays.mapValues { file($0) })
        let images = try await engine.render(
            [Rendition("pixels", operations, as: .raw, autoOrient: autoOrient)], from: source)
        return try self.raster(images.only("result"))
    }

    /// The raster of a result in the raw encoding.
    func raster(_ image: RenderedImage, fileID: StaticString = #fileID, line: Int = #line) throws -> Raster {
        let bytes = Array(image.bytes.readableBytesView)
        try expect(
            bytes.count == image.size.area * 4,
            "\(image.name) says \(image.size) pixels and has \(bytes.count) bytes, not four for each.",
            fileID: fileID, line: line)
        return Raster(size: image.size, pixels: bytes)
    }

    /// - Throws: ``CheckFailure`` when the rasters differ anywhere by more than `levels`.
    func expectEqual(
        _ found: Raster, _ expected: Raster, within levels: Double = 0, _ what: String,
        fileID: StaticString = #fileID, line: Int = #line
    ) throws {
        try expect(
            found.size == expected.size, "\(what): \(found.size) pixels instead of \(expected.size).", fileID: fileID,
            line: line)
        let difference = ImageComparison.maximumDifference(found, expected)
        try expect(
            difference <= levels,
            "\(what): pixels differ by up to \(difference) levels; at most \(levels) are allowed.",
            fileID: fileID, line: line)
    }

    /// Runs a call that has to fail with one of these codes.
    func expectError(
        _ codes: RenderError.Code..., from call: String, fileID: StaticString = #fileID, line: Int = #line,
        _ body: () async throws -> Void
    ) async throws {
        let expected = codes.map(\.description).joined(separator: " or ")
        do {
            try await body()
        } catch let error as RenderError where codes.contains(error.code) {
            return
        } catch {
            throw CheckFailure("\(call) must throw \(expected), not this.", cause: error, fileID: fileID, line: line)
        }
        throw CheckFailure("\(call) must throw \(expected), and returned.", fileID: fileID, line: line)
    }
}
