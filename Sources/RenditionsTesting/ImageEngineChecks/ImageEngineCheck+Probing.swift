import NIOCore
import Renditions

extension ImageEngineCheck {
    /// What a header tells, and files that are refused by it.
    static let probing: [ImageEngineCheck] = [
        ImageEngineCheck("probe-tells-the-header") { trial in
            let file = trial.file(EnginePicture.scene(37, 21))
            let info = try await trial.engine.probe(ImageSource(file))
            try expect(info.format == .png, "The format must be png, not \(info.format).")
            try expect(info.size == PixelSize(width: 37, height: 21), "The size must be 37x21, not \(info.size).")
            try expect(info.bytes == file.readableBytes, "The bytes must be \(file.readableBytes), not \(info.bytes).")
            try expect(
                info.pages == 1 && info.bands == 4 && info.bitDepth == 8 && info.hasAlpha && info.colorSpace == .rgb,
                "One page of four channels of 8 bits, opacity among them, must be told, not \(info).")
        },
        ImageEngineCheck("probe-tells-the-orientation") { trial in
            for orientation in Orientation.allCases {
                let file = trial.file(EnginePicture.scene(9, 5), orientation: orientation)
                let info = try await trial.engine.probe(ImageSource(file))
                try expect(
                    info.orientation == orientation, "The orientation must be \(orientation), not \(info.orientation).")
                try expect(
                    info.size == PixelSize(width: 9, height: 5), "The size is told as stored, 9x5, not as \(info.size)."
                )
            }
        },
        ImageEngineCheck("probe-is-repeatable") { trial in
            let source = ImageSource(trial.file(EnginePicture.scene(20, 30)))
            let (first, second) = (try await trial.engine.probe(source), try await trial.engine.probe(source))
            try expect(first == second, "The same bytes must give the same facts.")
        },
    ]

    /// Files that are no images, or no whole ones.
    static let refusals: [ImageEngineCheck] = [
        ImageEngineCheck("probe-refuses-unknown-bytes") { trial in
            for bytes in [
                [], Array("This is not an image, whatever its name says.".utf8), SeededRandom.bytes(999, seed: 1),
            ] {
                try await trial.expectError(.unknownFormat, from: "Probing \(bytes.count) bytes of no image") {
                    _ = try await trial.engine.probe(ImageSource(bytes))
                }
            }
        },
        ImageEngineCheck("probe-refuses-truncated") { trial in
            let file = trial.file(EnginePicture.scene(64, 64))
            for count in [20, 60, file.readableBytes / 2, file.readableBytes - 30] {
                try await trial.expectError(.truncatedImage, from: "Probing \(count) bytes of a longer file") {
                    _ = try await trial.engine.probe(ImageSource(file.prefix(count)))
                }
            }
        },
        ImageEngineCheck("probe-refuses-damaged-header") { trial in
            var file = trial.file(EnginePicture.scene(64, 64))
            file.setInteger(UInt8(99), at: file.readerIndex + 19)
            try await trial.expectError(.invalidImage, from: "Probing a header whose checksum is wrong") {
                _ = try await trial.engine.probe(ImageSource(file))
            }
        },
        ImageEngineCheck("render-refuses-unknown-bytes") { trial in
            let plan = try await trial.plan([Rendition("a", as: .raw)], for: EnginePicture.scene(64, 64))
            try await trial.expectError(.unknownFormat, from: "Rendering bytes of no image") {
                _ = try await trial.engine.render(plan, from: ImageSource(SeededRandom.bytes(999, seed: 1)))
            }
        },
        ImageEngineCheck("render-refuses-truncated") { trial in
            let picture = EnginePicture.scene(64, 64)
            let file = trial.file(picture)
            let plan = try await trial.plan([Rendition("a", [.resize(width: 32)], as: .raw)], for: picture)
            for count in [60, file.readableBytes / 2, file.readableBytes - 30] {
                try await trial.expectError(.truncatedImage, .invalidImage, from: "Rendering a part of a file") {
                    _ = try await trial.engine.render(plan, from: ImageSource(file.prefix(count)))
                }
            }
        },
    ]

    /// What is exactly at a limit passes, one more does not.
    static let limits: [ImageEngineCheck] = [
        ImageEngineCheck("limit-of-pixels-is-exact", where: { $0.limits.pixels < Int(Int32.max) }) { trial in
            // Only the header is read, so that a few bytes can claim any size.
            let limit = trial.engine.limits.pixels
            guard limit <= trial.engine.limits.totalPixels else { return }
            let size = PixelSize(width: limit, height: 1)
            let info = try await trial.engine.probe(ImageSource(ReferenceEncoder.header(of: size)))
            try expect(info.size == size, "An image of exactly \(limit) pixels must pass.")
            let larger = PixelSize(width: limit + 1, height: 1)
            try await trial.expectError(.tooManyPixels, from: "Probing one pixel more than the limit") {
                _ = try await trial.engine.probe(ImageSource(ReferenceEncoder.header(of: larger)))
            }
        },
        ImageEngineCheck("limit-of-bytes-is-exact", where: { $0.limits.inputBytes <= 1 << 26 }) { trial in
            var file = trial.file(EnginePicture.scene(8, 8))
            let room = trial.engine.limits.inputBytes - file.readableBytes
            guard room >= 0 else { return }
            // What follows the end of the image belongs to the file.
            file.writeRepeatingByte(0, count: room)
            _ = try await trial.engine.probe(ImageSource(file))
            file.writeInteger(UInt8(0))
            try await trial.expectError(.tooManyBytes, from: "Probing one byte more than the limit") { [file] in
                _ = try await trial.engine.probe(ImageSource(file))
            }
        },
    ]
}

extension ImageEngineTrial {
    func plan(_ renditions: [Rendition], for raster: Raster, orientation: Orientation = .up) async throws -> RenderPlan
    {
        let info = try await engine.probe(ImageSource(file(raster, orientation: orientation)))
        return try RenderPlan(renditions, for: info, on: engine)
    }
}

extension ByteBuffer {
    /// The first bytes.
    fileprivate func prefix(_ count: Int) -> ByteBuffer { ByteBuffer(bytes: readableBytesView.prefix(count)) }
}
