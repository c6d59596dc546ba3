import ArgumentParser
import Renditions
import RenditionsVips

/// What is done to the image; the tasks of the comparison, and one of our own.
enum BenchTask: String, ExpressibleByArgument, CaseIterable {
    case a, b, c, png, webp, avif, mixed

    static let widths = [2560, 1280, 640, 320, 160]

    var renditions: [Rendition] {
        switch self {
        case .a: [Rendition("720", [.resize(width: 720)], as: .jpeg(quality: 80, optimize: false))]
        case .b: Self.widths.map { Rendition("\($0)", [.resize(width: $0)], as: .jpeg(quality: 80, optimize: false)) }
        case .c: Self.widths.map { Rendition("\($0)", [.resize(width: $0)], as: .webp(quality: 80)) }
        case .png: [Rendition("720", [.resize(width: 720)], as: .png(compression: 6))]
        case .webp: [Rendition("720", [.resize(width: 720)], as: .webp(quality: 80))]
        case .avif: [Rendition("720", [.resize(width: 720)], as: .avif(quality: 50, effort: 4))]
        case .mixed: []
        }
    }
}
