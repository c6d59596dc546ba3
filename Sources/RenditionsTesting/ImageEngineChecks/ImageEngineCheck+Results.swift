import NIOCore
import Renditions

extension ImageEngineCheck {
    /// The form of what comes out.
    static let results: [ImageEngineCheck] = [
        ImageEngineCheck("one-result-per-output-in-order") { trial in
            let renditions = [
                Rendition("small", [.resize(width: 10)], as: .raw), Rendition("whole", as: .raw),
                Rendition("wide", [.resize(width: 50)], as: .raw),
                Rendition("square", [.resize(width: 20, height: 20)], as: .raw),
                Rendition("again", [.resize(width: 10)], as: .raw),
            ]
            let picture = EnginePicture.scene(100, 60)
            let plan = try await trial.plan(renditions, for: picture)
            let images = try await trial.engine.render(plan, from: ImageSource(trial.file(picture)))
            let expected = plan.branches.flatMap(\.outputs)
            try expect(
                images.map(\.name) == expected.map(\.name),
                "The results must be \(expected.map(\.name)) in this order, not \(images.map(\.name)).")
            for (image, output) in zip(images, expected) {
                try expect(
                    image.size == output.size, "\(image.name) must have \(output.size) pixels, not \(image.size).")
                try expect(image.encoding == output.encoding, "\(image.name) must be \(output.encoding.name).")
                try expect(
                    image.frames == 1 && !image.isIncomplete && image.seconds >= 0, "\(image.name) is one whole image.")
            }
        },
        ImageEngineCheck("raw-is-four-bytes-a-pixel-row-by-row") { trial in
            let picture = EnginePicture.box(
                PixelRect(x: 3, y: 1, width: 2, height: 4), Color(red: 1, green: 2, blue: 3), on: .white, 7, 6)
            try trial.expectEqual(try await trial.pixels(of: picture), picture, "The pixels of an image as it is")
        },
        ImageEngineCheck("raw-keeps-opacity") { trial in
            let picture = EnginePicture.noise(16, 16, seed: 7)
            try trial.expectEqual(try await trial.pixels(of: picture), picture, "The pixels of an image with opacity")
        },
        ImageEngineCheck("png-holds-the-same-pixels", where: { $0.supports(.png()) }) { trial in
            for picture in [EnginePicture.scene(30, 20), EnginePicture.noise(16, 16, seed: 8)] {
                let image = try await trial.engine.render(
                    [Rendition("png", as: .png())], from: ImageSource(trial.file(picture))
                ).only("result")
                try trial.expectEqual(try ReferenceDecoder.raster(of: image.bytes), picture, "The pixels of the PNG")
            }
        },
        ImageEngineCheck("files-are-what-they-are-called") { trial in
            let encodings: [Encoding] = [.jpeg(), .png(), .webp(), .avif(), .tiff(), .gif()].filter(
                trial.engine.supports)
            let renditions = encodings.map { Rendition($0.name, [.resize(width: 40)], as: $0) }
            let images = try await trial.engine.render(
                renditions, from: ImageSource(trial.file(EnginePicture.scene(80, 60), orientation: .down)))
            for image in images {
                let found = try ImageInspector.inspect(image.bytes).info
                try expect(found.format == image.encoding.format, "\(image.name) is in fact \(found.format).")
                try expect(found.size == image.size, "\(image.name) says \(image.size) and has \(found.size) pixels.")
                try expect(found.orientation == .up, "What was turned must not ask to be turned again: \(image.name).")
            }
        },
        ImageEngineCheck("jpeg-puts-transparency-on-white", where: { $0.supports(.jpeg()) }) { trial in
            let clear = EnginePicture.flat(32, 32, Color(red: 200, green: 0, blue: 0, alpha: 0))
            let jpeg = try await trial.engine.render(
                [Rendition("jpeg", as: .jpeg())], from: ImageSource(trial.file(clear))
            ).only("result")
            let images: [RenderedImage]
            do {
                images = try await trial.engine.render([Rendition("raw", as: .raw)], from: ImageSource(jpeg.bytes))
            } catch let error as RenderError where error.code == .forbiddenFormat {
                // An engine may write what it does not read.
                return
            }
            try trial.expectEqual(
                try trial.raster(images.only("result")), EnginePicture.flat(32, 32, .white), within: 2, "The JPEG")
        },
    ]
}
