import Renditions

extension ImageEngineCheck {
    /// What single operations give.
    static let operations: [ImageEngineCheck] = [
        ImageEngineCheck("crop-takes-what-is-asked-for", where: { $0.supports(Crop()) }) { trial in
            let picture = EnginePicture.scene(40, 30)
            let rect = PixelRect(x: 7, y: 11, width: 13, height: 5)
            let found = try await trial.pixels(of: picture, [.crop(x: 7, y: 11, width: 13, height: 5)])
            try trial.expectEqual(found, picture.part(rect), "A crop")
        },
        ImageEngineCheck("supported-operations-run") { trial in
            let picture = EnginePicture.scene(64, 48)
            let logo = EnginePicture.flat(8, 6, Color(red: 9, green: 9, blue: 9, alpha: 99))
            for operation in samples where trial.engine.supports(operation) {
                let renditions = [Rendition("a", [operation], as: .raw)]
                let plan = try await trial.plan(renditions, for: picture)
                let source = ImageSource(trial.file(picture), overlays: ["logo.png": trial.file(logo)])
                let name = type(of: operation).name
                do {
                    let image = try await trial.engine.render(plan, from: source).only("result")
                    _ = try trial.raster(image)
                    let planned = plan.branches.flatMap(\.outputs).map(\.size)
                    guard !(operation is any ContentSizedOperation) else { continue }
                    try expect(planned == [image.size], "\(name) gave \(image.size) pixels instead of \(planned).")
                } catch let error as RenderError {
                    throw CheckFailure("\(name) is said to be supported, and fails.", cause: error)
                }
            }
        },
        ImageEngineCheck("sizes-that-pixels-decide-are-followed", where: { $0.supports(Trim()) }) { trial in
            let picture = EnginePicture.box(
                PixelRect(x: 11, y: 7, width: 40, height: 20), .black, on: .white, 90, 60)
            let trimmed = try await trial.pixels(of: picture, [.trim()])
            try trial.expectEqual(trimmed, EnginePicture.flat(40, 20, .black), "A trimmed image")
            let found = try await trial.pixels(of: picture, [.trim(), .resize(width: 10)])
            try expect(
                found.size == PixelSize(width: 10, height: 5),
                "What is left after trimming, 40x20, must be scaled to 10x5, not to \(found.size).")
        },
        ImageEngineCheck("turning-weighs-colors-by-opacity", where: { $0.supports(Rotate.rotate(33)) }) { trial in
            let color = Color(red: 201, green: 47, blue: 99)
            let found = try await trial.pixels(of: EnginePicture.flat(30, 20, color), [.rotate(33)])
            for y in 0..<found.size.height {
                for x in 0..<found.size.width where found[x, y].alpha > 16 {
                    let seen = found[x, y]
                    let pairs = [(seen.red, color.red), (seen.green, color.green), (seen.blue, color.blue)]
                    try expect(
                        pairs.allSatisfy { abs(Int($0) - Int($1)) <= 2 },
                        "An edge may be less opaque, and no lighter or darker: \(seen) in column \(x), row \(y).")
                }
            }
        },
        ImageEngineCheck("overlays-are-laid", where: { $0.supports(Composite.composite(Layer("logo.png"))) }) { trial in
            let red = Color(red: 255, green: 0, blue: 0)
            let found = try await trial.pixels(
                of: EnginePicture.flat(40, 30, .white),
                [.watermark("logo.png", gravity: .southeast, x: 2, y: 3, opacity: 1)],
                overlays: ["logo.png": EnginePicture.flat(8, 6, red)])
            let expected = EnginePicture.box(PixelRect(x: 30, y: 21, width: 8, height: 6), red, on: .white, 40, 30)
            try trial.expectEqual(found, expected, within: 1, "An overlay in the lower right corner")
        },
        ImageEngineCheck(
            "missing-overlay-is-refused", where: { $0.supports(Composite.composite(Layer("logo.png"))) }
        ) { trial in
            try await trial.expectError(.missingOverlay, from: "Laying an overlay that is not there") {
                _ = try await trial.pixels(of: EnginePicture.scene(40, 30), [.watermark("logo.png")])
            }
        },
    ]

    /// One of each operation of the library, and of each of its ways that may be supported or not.
    private static let samples: [any ImageOperation] = [
        .resize(width: 20), .resize(width: 90, enlarge: true), .resize(width: 20, height: 20, position: .attention),
        .resize(width: 20, height: 20, position: .entropy), .resize(width: 20, height: 20, fit: .contain),
        .crop(x: 1, y: 2, width: 30, height: 20), .pad(5), .pad(5, fill: .mirror), .pad(5, fill: .edge),
        .pad(5, fill: .blurred), .trim(), .autoOrient, .rotate(90), .rotate(33), .flip, .flop, .blur(), .sharpen(),
        .median(), .normalize(), .clahe(width: 9, height: 9), .adjust(brightness: 1.1, saturation: 0.5), .gamma(),
        .greyscale, .tint(.white), .negate, .threshold(), .flatten(), .roundCorners(radius: 9), .watermark("logo.png"),
        .composite(Layer("logo.png", blend: .multiply)), .text("text"),
    ]
}
