import Renditions

extension ImageEngineCheck {
    /// What every way of scaling has in common.
    static let scaling: [ImageEngineCheck] = [
        ImageEngineCheck("scaling-keeps-flat-colors") { trial in
            let color = Color(red: 201, green: 47, blue: 99)
            for width in [3, 10, 39, 41, 97] {
                let found = try await trial.pixels(
                    of: EnginePicture.flat(40, 40, color),
                    [.resize(width: width, height: 13, fit: .fill, enlarge: true)])
                try trial.expectEqual(
                    found, EnginePicture.flat(width, 13, color), within: 1, "One colour, \(width) wide")
            }
        },
        ImageEngineCheck("scaling-keeps-places") { trial in
            // Away from the edge between them, halves stay what they were.
            let picture = EnginePicture.box(PixelRect(x: 60, y: 0, width: 60, height: 40), .white, on: .black, 120, 40)
            let found = try await trial.pixels(of: picture, [.resize(width: 30)])
            try expect(found.size == PixelSize(width: 30, height: 10), "The size must be 30x10, not \(found.size).")
            for x in 0..<30 where !(11...18).contains(x) {
                let (level, expected) = (Int(found[x, 5].red), x < 15 ? 0 : 255)
                try expect(abs(level - expected) <= 6, "Column \(x) must be about \(expected), not \(level).")
            }
        },
        ImageEngineCheck("scaling-weighs-colors-by-opacity") { trial in
            let picture = EnginePicture.box(
                PixelRect(x: 0, y: 0, width: 32, height: 64), Color(red: 200, green: 0, blue: 0),
                on: Color(red: 0, green: 255, blue: 0, alpha: 0), 64, 64)
            let found = try await trial.pixels(of: picture, [.resize(width: 9)])
            for y in 0..<9 {
                for x in 0..<9 where found[x, y].alpha > 16 {
                    let color = found[x, y]
                    try expect(
                        color.green <= 8 && color.red >= 190,
                        "What was transparent must lend no colour: \(color) in column \(x).")
                }
            }
        },
        ImageEngineCheck("chained-scales-are-near-direct-ones") { trial in
            let picture = EnginePicture.scene(320, 240)
            let file = trial.file(picture)
            let widths = [200, 120, 70, 40, 20]
            let renditions = widths.map { Rendition("w\($0)", [.resize(width: $0)], as: .raw) }
            let together = try await trial.engine.render(renditions, from: ImageSource(file))
            for (rendition, image) in zip(renditions, together) {
                let alone = try await trial.engine.render([rendition], from: ImageSource(file)).only("result")
                let (chained, direct) = (try trial.raster(image), try trial.raster(alone))
                try expect(chained.size == direct.size, "\(rendition.name) must not depend on its neighbours.")
                let distance = ImageComparison.meanAbsoluteDifference(chained, direct)
                try expect(distance <= 3, "\(rendition.name) is \(distance) levels from the one made alone.")
            }
        },
    ]
}
