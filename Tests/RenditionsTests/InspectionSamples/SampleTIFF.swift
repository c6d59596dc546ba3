/// A TIFF or an EXIF block, entry by entry, in either byte order.
struct SampleTIFF {
    struct Entry {
        var tag: Int
        var value: Value

        init(_ tag: Int, _ value: Value) {
            self.tag = tag
            self.value = value
        }
    }

    enum Value {
        case text(String)
        case shorts([Int])
        case longs([Int])
        /// The offset of bytes elsewhere: pixels.
        case pixels([UInt8])
        /// The offset of a directory of its own.
        case directory([Entry])
        /// Type, count and bytes as they stand.
        case bytes(Int, Int, [UInt8])
        /// Type, count, and an offset that may be a lie.
        case raw(Int, Int, Int)
    }

    var isBig = false
    var directories: [[Entry]]
    /// Where the last directory says that the next one stands.
    var last = 0

    var bytes: [UInt8] {
        var bytes: [UInt8] = .joining(.text(isBig ? "MM" : "II"), number(42, 2), number(8, 4))
        for (index, entries) in directories.enumerated() {
            let isLast = index + 1 == directories.count
            bytes += directory(entries, at: bytes.count, next: isLast ? last : nil)
        }
        return bytes
    }

    /// A directory, then the values and directories that belong to it; the next one stands behind them or at `next`.
    private func directory(_ entries: [Entry], at start: Int, next: Int?) -> [UInt8] {
        var head = number(entries.count, 2)
        var tail: [UInt8] = []
        let behind = start + 2 + 12 * entries.count + 4
        for entry in entries {
            let position = behind + tail.count
            let (type, count, value) = encoded(entry.value, at: position)
            head += .joining(number(entry.tag, 2), number(type, 2), number(count, 4))
            switch entry.value {
            case .raw(_, _, let offset): head += number(offset, 4)
            case .pixels, .directory:
                head += number(position, 4)
                tail += value + .zeros(value.count & 1)
            default:
                if value.count <= 4 {
                    head += value + .zeros(4 - value.count)
                } else {
                    head += number(position, 4)
                    tail += value + .zeros(value.count & 1)
                }
            }
        }
        return .joining(head, number(next ?? behind + tail.count, 4), tail)
    }

    private func encoded(_ value: Value, at position: Int) -> (Int, Int, [UInt8]) {
        switch value {
        case .text(let text): (2, text.utf8.count + 1, .text(text + "\0"))
        case .shorts(let numbers): (3, numbers.count, numbers.flatMap { number($0, 2) })
        case .longs(let numbers): (4, numbers.count, numbers.flatMap { number($0, 4) })
        case .pixels(let bytes): (4, 1, bytes)
        case .directory(let entries): (4, 1, directory(entries, at: position, next: 0))
        case .bytes(let type, let count, let bytes): (type, count, bytes)
        case .raw(let type, let count, _): (type, count, [])
        }
    }

    private func number(_ value: Int, _ width: Int) -> [UInt8] { isBig ? .big(value, width) : .little(value, width) }

    /// What an uncompressed page of one strip needs; entries of the same tag in `with` take the place of these.
    static func page(
        _ width: Int = 16, _ height: Int = 8, samples: Int = 3, bits: Int = 8, photometric: Int = 2,
        with: [Entry] = [], without: Set<Int> = []
    ) -> [Entry] {
        // Pixels are few whatever the size: an inspector has no business to count them.
        let basis = [
            Entry(256, .longs([width])), Entry(257, .longs([height])),
            Entry(258, .shorts([Int](repeating: bits, count: samples))), Entry(259, .shorts([1])),
            Entry(262, .shorts([photometric])), Entry(273, .pixels([1, 2, 3, 4, 5, 6])), Entry(277, .shorts([samples])),
            Entry(278, .longs([height])), Entry(279, .longs([6])),
        ]
        let replaced = without.union(with.map(\.tag))
        return (basis.filter { !replaced.contains($0.tag) } + with).sorted { $0.tag < $1.tag }
    }
}
