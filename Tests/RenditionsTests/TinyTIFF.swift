/// A TIFF of uncompressed strips, or an EXIF block, entry by entry.
struct TinyTIFF {
    struct Entry {
        var tag: Int
        /// 2 text, 3 sixteen bits, 4 thirty-two bits, 7 bytes.
        var type: Int
        var values: [Int]

        static func short(_ tag: Int, _ values: Int...) -> Entry { Entry(tag: tag, type: 3, values: values) }
        static func long(_ tag: Int, _ values: Int...) -> Entry { Entry(tag: tag, type: 4, values: values) }
        static func text(_ tag: Int, _ text: String) -> Entry {
            Entry(tag: tag, type: 2, values: text.utf8.map { Int($0) } + [0])
        }
    }

    var isLittle = true
    var width = 4
    var height = 3
    var pages = 1
    /// Entries that replace or join those of each page.
    var entries: [Entry] = []

    private var strip: [UInt8] { [UInt8](repeating: 7, count: 8) }

    var bytes: [UInt8] {
        var bytes = Self.header(isLittle: isLittle)
        var pointer = 4
        for _ in 0..<pages {
            let data = bytes.count
            bytes += strip
            let own: [Entry] = [
                .long(256, width), .long(257, height), .short(258, 8), .short(259, 1), .short(262, 1),
                .long(273, data), .short(277, 1), .long(278, height), .long(279, strip.count),
            ]
            let all = (own.filter { entry in !entries.contains { $0.tag == entry.tag } } + entries)
                .sorted { $0.tag < $1.tag }
            // The header, or the page before, points here.
            let start = bytes.count
            bytes.replaceSubrange(pointer..<pointer + 4, with: Self.number(start, 4, isLittle))
            bytes += Self.directory(all, at: start, isLittle: isLittle)
            pointer = start + 2 + 12 * all.count
        }
        return bytes
    }

    static func header(isLittle: Bool) -> [UInt8] {
        Array((isLittle ? "II" : "MM").utf8) + number(42, 2, isLittle) + number(8, 4, isLittle)
    }

    static func number(_ value: Int, _ width: Int, _ isLittle: Bool) -> [UInt8] {
        InspectionBytes.build(isLittle: isLittle) { width == 2 ? $0.u16(value) : $0.u32(value) }
    }

    /// A directory that ends the chain, with the values that do not fit into it behind.
    static func directory(_ entries: [Entry], at start: Int, isLittle: Bool) -> [UInt8] {
        var values: [UInt8] = []
        var bytes = number(entries.count, 2, isLittle)
        for entry in entries {
            let width = [3: 2, 4: 4][entry.type] ?? 1
            let value = entry.values.flatMap { width == 1 ? [UInt8($0)] : number($0, width, isLittle) }
            bytes += number(entry.tag, 2, isLittle) + number(entry.type, 2, isLittle)
            bytes += number(entry.values.count, 4, isLittle)
            if value.count <= 4 {
                bytes += value + [UInt8](repeating: 0, count: 4 - value.count)
            } else {
                bytes += number(start + 6 + 12 * entries.count + values.count, 4, isLittle)
                values += value
            }
        }
        return bytes + number(0, 4, isLittle) + values
    }

    /// An EXIF block with three directories.
    static func exif(
        main: [Entry], detail: [Entry] = [], gps: [Entry] = [], isLittle: Bool = false
    ) -> [UInt8] {
        var main = main
        let size = { (entries: [Entry]) in directory(entries, at: 0, isLittle: isLittle).count }
        if !detail.isEmpty { main.append(.long(0x8769, 0)) }
        if !gps.isEmpty { main.append(.long(0x8825, 0)) }
        let detailStart = 8 + size(main)
        let gpsStart = detailStart + (detail.isEmpty ? 0 : size(detail))
        main = main.map { entry in
            switch entry.tag {
            case 0x8769: .long(0x8769, detailStart)
            case 0x8825: .long(0x8825, gpsStart)
            default: entry
            }
        }
        var bytes = header(isLittle: isLittle) + directory(main, at: 8, isLittle: isLittle)
        if !detail.isEmpty { bytes += directory(detail, at: detailStart, isLittle: isLittle) }
        if !gps.isEmpty { bytes += directory(gps, at: gpsStart, isLittle: isLittle) }
        return bytes
    }
}
