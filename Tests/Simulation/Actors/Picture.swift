package import NIOCore
internal import Renditions
internal import RenditionsTesting

/// What users upload.
package enum Picture: Hashable, Sendable {
    /// A picture of two by two pixels, another for each number.
    case good(UInt8)
    /// A picture on which the engine never comes to an end.
    case poisoned
    /// No picture at all.
    case text

    /// All that users upload.
    package static let all: [Picture] = (0...3).map { .good($0) } + [.poisoned, .text]

    private static let poisonShade: UInt8 = 255
    private static let files: [ByteBuffer] = (0...poisonShade).map { shade in
        ReferenceEngine.png(Raster(size: PixelSize(width: 2, height: 2), pixels: Array(repeating: shade, count: 16)))
    }

    package var bytes: ByteBuffer {
        switch self {
        case .good(let shade): Self.files[Int(shade)]
        case .poisoned: Self.files[Int(Self.poisonShade)]
        case .text: ByteBuffer(string: "This is no picture.")
        }
    }

    /// The code that its record ends with; nil for one that can be processed.
    package var code: String? {
        switch self {
        case .good: nil
        case .poisoned: "\(RenderError.Code.timedOut)"
        case .text: "\(RenderError.Code.unknownFormat)"
        }
    }
}
