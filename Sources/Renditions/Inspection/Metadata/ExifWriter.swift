/// Writes an EXIF block afresh from an allow-list of fields, in the byte order of the old one, so that values are copied
/// as they stand. Offsets, order and padding are new; no byte outside the chosen values gets through, and none behind
/// the end of a text: a false count would carry along whatever stands there.
struct ExifWriter {
    /// Bytes of a whole block: what fits into one APP1 segment of a JPEG after `Exif\0\0` (EXIF 3.0 section 4.5.4).
    /// Fields that would exceed it are left out.
    static let maximumBytes = 65_533 - 6

    /// A field to be written.
    private struct Field {
        let tag: Int
        let type: Int
        let count: Int
        let value: [UInt8]
    }

    private let structure: TIFFStructure
    private var bytes: [UInt8] = []

    init(_ structure: TIFFStructure) { self.structure = structure }

    /// The new block; nil where none of the selected fields exist.
    consuming func write(_ selection: ExifSelection) -> [UInt8]? {
        let main = structure.directory(at: structure.firstDirectory)
        // Header and both directories' own bytes are taken off first; each field costs 12 and its value.
        var room = Self.maximumBytes - 64
        switch selection {
        case .copyright:
            let kept = fields(main, [ExifTag.artist, ExifTag.copyright], &room).filter { $0.type == 2 }
            return kept.isEmpty ? nil : assemble(kept, [])
        case .photographic:
            let pointer = main.flatMap { structure.number($0, ExifTag.exifDirectory) }
            let exif = pointer.flatMap { structure.directory(at: $0) }
            let kept = fields(main, ExifTag.keptInMain, &room)
            let detail = fields(exif, ExifTag.keptInExif, &room)
            return kept.isEmpty && detail.isEmpty ? nil : assemble(kept, detail)
        }
    }

    /// The allowed fields of a directory, each tag once, as far as there is room.
    private func fields(_ directory: TIFFDirectory?, _ allowed: Set<Int>, _ room: inout Int) -> [Field] {
        var seen: Set<Int> = []
        var fields: [Field] = []
        for entry in directory?.entries ?? [] where allowed.contains(entry.tag) && entry.count > 0 {
            guard let stored = structure.view.slice(entry.position, entry.length) else { continue }
            let value = entry.type == 2 ? Self.text(stored, of: entry.tag) : stored
            let cost = 12 + value.count + 1
            guard cost <= room, seen.insert(entry.tag).inserted else { continue }
            room -= cost
            let count = entry.type == 2 ? value.count : entry.count
            fields.append(Field(tag: entry.tag, type: entry.type, count: count, value: value.bytes))
        }
        return fields
    }

    /// A text up to its NUL. A copyright may have two parts, the photographer's and the editor's, each with a NUL
    /// (EXIF 3.0 section 4.6.4).
    private static func text(_ stored: ByteView, of tag: Int) -> ByteView {
        var end = 0
        for _ in 0..<(tag == ExifTag.copyright ? 2 : 1) {
            guard let found = stored.firstIndex(of: 0, from: end) else { return stored }
            end = found + 1
        }
        return stored.slice(0, end) ?? stored
    }

    private consuming func assemble(_ main: [Field], _ exif: [Field]) -> [UInt8] {
        bytes = structure.order == .big ? [0x4D, 0x4D] : [0x49, 0x49]
        append16(42)
        append32(8)
        // Said outright, so that no reader has to guess whether the pixels are already turned.
        var main = main
        main.append(Field(tag: ExifTag.orientation, type: 3, count: 1, value: number16(1)))
        if exif.isEmpty {
            append(main)
        } else {
            // The pointer's value is where the second directory will stand: behind the first and its values.
            let end = bytes.count + Self.bytes(of: main) + 12
            main.append(Field(tag: ExifTag.exifDirectory, type: 4, count: 1, value: number32(end)))
            append(main)
            append(exif)
        }
        return bytes
    }

    /// Bytes of a directory with its values, each of which starts on a word boundary.
    private static func bytes(of fields: [Field]) -> Int {
        6 + fields.reduce(0) { $0 + 12 + ($1.value.count > 4 ? ($1.value.count + 1) & ~1 : 0) }
    }

    private mutating func append(_ fields: [Field]) {
        // Sorted by tag, as TIFF 6.0 section 2 asks.
        let fields = fields.sorted { $0.tag < $1.tag }
        append16(fields.count)
        var position = bytes.count + 12 * fields.count + 4
        var values: [UInt8] = []
        for field in fields {
            append16(field.tag)
            append16(field.type)
            append32(field.count)
            if field.value.count <= 4 {
                bytes += field.value + [UInt8](repeating: 0, count: 4 - field.value.count)
            } else {
                append32(position)
                let padding = field.value.count & 1
                values += field.value + [UInt8](repeating: 0, count: padding)
                position += field.value.count + padding
            }
        }
        append32(0)
        bytes += values
    }

    private func number16(_ value: Int) -> [UInt8] {
        let pair = [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
        return structure.order == .big ? pair : pair.reversed()
    }

    private func number32(_ value: Int) -> [UInt8] {
        structure.order == .big
            ? number16(value >> 16) + number16(value) : number16(value) + number16(value >> 16)
    }

    private mutating func append16(_ value: Int) { bytes += number16(value) }
    private mutating func append32(_ value: Int) { bytes += number32(value) }
}
