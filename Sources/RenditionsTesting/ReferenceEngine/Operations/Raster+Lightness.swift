import Renditions

extension Raster {
    /// This raster with every colour changed in CIELAB and every opacity kept.
    func mappingLab(_ change: (Lab) -> Lab) -> Raster {
        Raster(size: size) { x, y in
            let color = self[x, y]
            return change(Lab(color)).color(alpha: color.alpha)
        }
    }

    /// This raster with the lightness of all pixels changed together; a*, b* and opacity are kept.
    ///
    /// - Parameter change: takes and gives L*, 0 to 100, row by row.
    func mappingLightness(_ change: ([Double]) -> [Double]) -> Raster {
        let colors = stride(from: 0, to: pixels.count, by: 4).map { index in
            Lab(Color(red: pixels[index], green: pixels[index + 1], blue: pixels[index + 2]))
        }
        let changed = change(colors.map(\.lightness))
        return Raster(size: size) { x, y in
            var color = colors[y * size.width + x]
            color.lightness = changed[y * size.width + x]
            return color.color(alpha: self[x, y].alpha)
        }
    }
}
