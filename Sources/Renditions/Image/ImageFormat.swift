/// A file format, as its leading bytes tell it. The texts are contracts.
public enum ImageFormat: String, Codable, Hashable, Sendable, CaseIterable {
    case jpeg
    case png
    case webp
    case gif
    case avif
    case heic
    case tiff
    case jpegxl
    case svg
    case pdf
    case jpeg2000

    /// The formats that are read unless a configuration says otherwise. The others have decoders with a record of
    /// hangs, crashes or active content and must be switched on by name.
    public static let defaultAllowed: Set<ImageFormat> = [.jpeg, .png, .webp, .gif, .avif, .heic, .tiff]

    /// The registered media type.
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .avif: "image/avif"
        case .heic: "image/heic"
        case .tiff: "image/tiff"
        case .jpegxl: "image/jxl"
        case .svg: "image/svg+xml"
        case .pdf: "application/pdf"
        case .jpeg2000: "image/jp2"
        }
    }

    /// The usual ending of a file's name, without the dot.
    public var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .tiff: "tif"
        case .jpegxl: "jxl"
        case .jpeg2000: "jp2"
        default: rawValue
        }
    }
}
