/// The start of a JPEG 2000 codestream (ISO/IEC 15444-1 A.5.1), bare or in its container.
struct SampleJPEG2000 {
    var right = 16
    var bottom = 8
    var left = 0
    var top = 0
    var bands = 3
    var isContained = false

    var bytes: [UInt8] {
        let grid = Array([right, bottom, left, top, right, bottom, 0, 0].map { [UInt8].big($0, 4) }.joined())
        let planes = Array(repeatElement([7, 1, 1] as [UInt8], count: bands).joined())
        let length = 38 + 3 * bands
        let stream: [UInt8] = .joining(
            [0xFF, 0x4F, 0xFF, 0x51], .big(length, 2), .zeros(2), grid, .big(bands, 2), planes, [0xFF, 0x93, 1, 2],
            [0xFF, 0xD9])
        guard isContained else { return stream }
        return .joining(
            SampleHEIF.box("jP  ", [0x0D, 0x0A, 0x87, 0x0A]), SampleHEIF.box("ftyp", .text("jp2 \0\0\0\0jp2 ")),
            SampleHEIF.box("jp2c", stream))
    }
}
