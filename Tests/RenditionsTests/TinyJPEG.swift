/// A JPEG with the right markers and a few bytes of made-up scan data.
struct TinyJPEG {
    var width = 16
    var height = 16
    var components = 3
    /// Horizontal and vertical sampling of the first component; the others have 1.
    var sampling = (2, 2)
    var precision = 8
    var startOfFrame = 0xC0
    var scans = 1
    /// Whole segments before the frame header.
    var segments: [[UInt8]] = []
    /// Bytes after the end of the image.
    var trailing: [UInt8] = []

    static func segment(_ marker: Int, _ body: [UInt8]) -> [UInt8] {
        InspectionBytes.build {
            $0.u8(0xFF, marker)
            $0.u16(body.count + 2)
            $0.append(body)
        }
    }

    static func exif(_ tiff: [UInt8]) -> [UInt8] { segment(0xE1, Array("Exif\0\0".utf8) + tiff) }

    var frame: [UInt8] {
        Self.segment(
            startOfFrame,
            InspectionBytes.build {
                $0.u8(precision)
                $0.u16(height, width)
                $0.u8(components)
                for index in 1...max(components, 1) where components > 0 {
                    $0.u8(index, index == 1 ? sampling.0 << 4 | sampling.1 : 0x11, 0)
                }
            })
    }

    var bytes: [UInt8] {
        InspectionBytes.build {
            $0.u8(0xFF, 0xD8)
            for segment in segments { $0.append(segment) }
            $0.append(frame)
            for _ in 0..<scans {
                $0.append(Self.segment(0xDA, [1, 1, 0, 0, 63, 0]))
                // A stuffed byte and a restart marker, which do not end the scan.
                $0.u8(0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56)
            }
            $0.u8(0xFF, 0xD9)
            $0.append(trailing)
        }
    }
}
