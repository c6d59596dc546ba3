/// An AVIF or HEIC of one coded picture, with optional alpha plane, transformation, EXIF and profile.
struct TinyHEIF {
    var brand = "avif"
    var width = 4
    var height = 3
    /// Quarter turns counter-clockwise; nil for no such property.
    var rotation: Int?
    var hasAlpha = false
    /// A TIFF structure.
    var exif: [UInt8]?
    var profile: [UInt8]?
    /// Pictures beside the primary one that stand for themselves.
    var others = 0

    static func box(_ type: String, _ body: [UInt8]) -> [UInt8] {
        InspectionBytes.build {
            $0.u32(body.count + 8)
            $0.text(type)
            $0.append(body)
        }
    }

    private static func full(_ type: String, version: Int = 0, flags: Int = 0, _ body: [UInt8]) -> [UInt8] {
        box(
            type,
            InspectionBytes.build {
                $0.u8(version); $0.u24(flags); $0.append(body)
            })
    }

    private static func item(_ id: Int, _ type: String) -> [UInt8] {
        full(
            "infe", version: 2,
            InspectionBytes.build {
                $0.u16(id, 0); $0.text(type); $0.u8(0)
            })
    }

    var bytes: [UInt8] {
        let fileType = Self.box(
            "ftyp",
            InspectionBytes.build {
                $0.text(brand); $0.u32(0); $0.text("mif1"); $0.text(brand)
            })
        // The places of the data depend only on the length of what is before it.
        let length = fileType.count + meta(dataStart: 0).count + 8
        return fileType + meta(dataStart: length) + Self.box("mdat", data.flatMap(\.1))
    }

    /// The items' numbers and bytes, in the order in which they are stored.
    private var data: [(Int, [UInt8])] {
        var data: [(Int, [UInt8])] = [(1, [1, 2, 3, 4, 5, 6])]
        if hasAlpha { data.append((2, [7, 8, 9])) }
        if let exif { data.append((3, [0, 0, 0, 0] + exif)) }
        for index in 0..<others { data.append((10 + index, [5])) }
        return data
    }

    private var pictures: [Int] { [1] + (hasAlpha ? [2] : []) + (0..<others).map { 10 + $0 } }

    private func meta(dataStart: Int) -> [UInt8] {
        let code = brand == "avif" ? "av01" : "hvc1"
        let items = data.map { Self.item($0.0, $0.0 == 3 ? "Exif" : code) }
        var properties = [Self.full("ispe", InspectionBytes.build { $0.u32(width, height) })]
        properties.append(Self.full("pixi", [3, 8, 8, 8]))
        properties.append(Self.full("auxC", Array("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0".utf8)))
        properties.append(Self.box("irot", [UInt8(rotation ?? 0)]))
        properties.append(Self.box("colr", Array("prof".utf8) + (profile ?? [])))
        let links = pictures.map { id -> [UInt8] in
            var links: [UInt8] = id == 2 ? [1, 3] : [1, 2]
            if id == 1, rotation != nil { links.append(4) }
            if id == 1, profile != nil { links.append(5) }
            return InspectionBytes.build {
                $0.u16(id); $0.u8(links.count); $0.append(links)
            }
        }
        let body = InspectionBytes.build {
            $0.u32(0)
            $0.append(Self.full("pitm", InspectionBytes.build { $0.u16(1) }))
            $0.append(Self.full("iloc", locations(dataStart)))
            $0.append(
                Self.full(
                    "iinf",
                    InspectionBytes.build {
                        $0.u16(items.count); $0.append(items.flatMap { $0 })
                    }))
            let container = Self.box("ipco", properties.flatMap { $0 })
            let association = InspectionBytes.build {
                $0.u32(links.count); $0.append(links.flatMap { $0 })
            }
            $0.append(Self.box("iprp", container + Self.full("ipma", association)))
            if hasAlpha { $0.append(Self.full("iref", Self.box("auxl", InspectionBytes.build { $0.u16(2, 1, 1) }))) }
        }
        return Self.box("meta", body)
    }

    private func locations(_ dataStart: Int) -> [UInt8] {
        InspectionBytes.build {
            $0.u16(0x4400, data.count)
            var start = dataStart
            for (id, bytes) in data {
                $0.u16(id, 0, 1)
                $0.u32(start, bytes.count)
                start += bytes.count
            }
        }
    }
}
