/// EXIF as a camera writes it, for the sample photographs: so that there is something to turn and to strip.
struct SampleExif {
    /// The value of the tag Orientation.
    var orientation: Int
    /// Whether the place is told. It is a summit, a public place.
    var hasLocation: Bool

    private static let headerLength = 8

    private struct Field {
        var tag: Int
        var type: Int
        var count: Int
        var value: [UInt8]
    }

    /// A JPEG with this EXIF: its APP1 segment right after the start of the image (EXIF 3.0 section 4.5.4).
    func inserted(in jpeg: [UInt8]) -> [UInt8] {
        let block = Array("Exif\0\0".utf8) + document
        let segment = [0xFF, 0xE1] + Self.number(block.count + 2, bytes: 2) + block
        return Array(jpeg[..<2]) + segment + Array(jpeg[2...])
    }

    /// A TIFF structure, big-endian: header, main directory, EXIF directory, GPS directory.
    private var document: [UInt8] {
        var main = [
            text(0x010F, "Renditions"), text(0x0110, "Painted Camera"),
            Field(tag: 0x0112, type: 3, count: 1, value: Self.number(orientation, bytes: 2)),
            text(0x8298, "CC0: no rights reserved"),
        ]
        let exif = [text(0x9003, "2025:02:14 21:36:05")]
        let place = [
            text(0x0001, "N"), rationals(0x0002, [(47, 1), (25, 1), (1600, 100)]),
            text(0x0003, "E"), rationals(0x0004, [(10, 1), (59, 1), (720, 100)]),
        ]
        let mainLength = Self.length(of: main) + 12 * (hasLocation ? 2 : 1)
        let exifOffset = Self.headerLength + mainLength
        main.append(Field(tag: 0x8769, type: 4, count: 1, value: Self.number(exifOffset, bytes: 4)))
        if hasLocation {
            let offset = exifOffset + Self.length(of: exif)
            main.append(Field(tag: 0x8825, type: 4, count: 1, value: Self.number(offset, bytes: 4)))
        }
        var document: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8]
        for directory in [main, exif] + (hasLocation ? [place] : []) { Self.append(directory, to: &document) }
        return document
    }

    private func text(_ tag: Int, _ text: String) -> Field {
        Field(tag: tag, type: 2, count: text.utf8.count + 1, value: Array(text.utf8) + [0])
    }

    private func rationals(_ tag: Int, _ values: [(Int, Int)]) -> Field {
        Field(
            tag: tag, type: 5, count: values.count,
            value: values.flatMap { Self.number($0.0, bytes: 4) + Self.number($0.1, bytes: 4) })
    }

    private static func number(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func length(of fields: [Field]) -> Int {
        6 + fields.reduce(0) { $0 + 12 + ($1.value.count > 4 ? $1.value.count : 0) }
    }

    private static func append(_ fields: [Field], to document: inout [UInt8]) {
        var position = document.count + 6 + 12 * fields.count
        var values: [UInt8] = []
        document += number(fields.count, bytes: 2)
        for field in fields {
            document += number(field.tag, bytes: 2) + number(field.type, bytes: 2) + number(field.count, bytes: 4)
            if field.value.count <= 4 {
                document += field.value + Array(repeating: 0, count: 4 - field.value.count)
            } else {
                document += number(position, bytes: 4)
                position += field.value.count
                values += field.value
            }
        }
        document += [0, 0, 0, 0] + values
    }
}
