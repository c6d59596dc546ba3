/// The fields of one directory of a TIFF structure, by tag (TIFF 6.0 section 2): a page of a TIFF, a part of EXIF.
struct TIFFFields {
    private var values: [Int: TIFFValue] = [:]

    /// Nil takes a field out.
    subscript(tag: Int) -> TIFFValue? {
        get { values[tag] }
        set { values[tag] = newValue }
    }

    /// Bytes of the directory with the values that do not fit into it; even, and the same whatever numbers the values
    /// hold.
    var byteCount: Int {
        6
            + values.values.reduce(0) { sum, value in
                // Either byte order gives the same length.
                let length = value.encoded(.big).count
                return sum + 12 + (length > 4 ? (length + 1) & ~1 : 0)
            }
    }

    /// Appends the directory and its values behind it.
    ///
    /// - Parameter next: where the next directory of the chain will stand; 0 at the end of the chain.
    /// - Returns: where `next` was written, for a chain that goes on after all.
    /// - Precondition: the sink's count is even, and offsets count from its start.
    @discardableResult
    func write(to sink: inout ByteSink, next: Int = 0) -> Int {
        precondition(sink.count.isMultiple(of: 2), "a directory stands on a word boundary")
        // Sorted by tag, as section 2 asks.
        let fields = values.sorted { $0.key < $1.key }
        var position = sink.count + 6 + 12 * fields.count
        var behind: [UInt8] = []
        sink.append16(fields.count)
        for (tag, value) in fields {
            let bytes = value.encoded(sink.order)
            sink.append16(tag)
            sink.append16(value.type)
            sink.append32(value.count)
            if bytes.count <= 4 {
                sink.append(bytes + [UInt8](repeating: 0, count: 4 - bytes.count))
            } else {
                sink.append32(position)
                let padded = bytes.count.isMultiple(of: 2) ? bytes : bytes + [0]
                behind += padded
                position += padded.count
            }
        }
        let pointer = sink.count
        sink.append32(next)
        sink.append(behind)
        return pointer
    }
}
