/// How a rendition is written. In JSON an object with the format as the only key, `{"jpeg": {"quality": 80}}`, or the
/// bare name of a format, `"webp"`, for its defaults.
public enum Encoding: Hashable, Sendable {
    case jpeg(JPEGEncoding)
    case png(PNGEncoding)
    case webp(WebPEncoding)
    case avif(HEIFEncoding)
    case heic(HEIFEncoding)
    case tiff(TIFFEncoding)
    case gif(GIFEncoding)
    case jpegxl(JPEGXLEncoding)
    /// Not a file: the pixels themselves, four bytes each (red, green, blue, opacity; sRGB, not premultiplied), row by
    /// row. For code that looks at images.
    case raw

    /// The name in JSON. A contract.
    public var name: String {
        switch self {
        case .jpeg: "jpeg"
        case .png: "png"
        case .webp: "webp"
        case .avif: "avif"
        case .heic: "heic"
        case .tiff: "tiff"
        case .gif: "gif"
        case .jpegxl: "jpegxl"
        case .raw: "raw"
        }
    }

    /// The file format; nil for ``raw``.
    public var format: ImageFormat? { ImageFormat(rawValue: name) }

    public var mediaType: String { format?.mediaType ?? "application/octet-stream" }
    public var fileExtension: String { format?.fileExtension ?? "raw" }

    /// Whether the format holds animations.
    public var isAnimatable: Bool {
        switch self {
        case .gif, .webp: true
        default: false
        }
    }

    /// Whether the format holds transparency.
    public var holdsAlpha: Bool {
        if case .jpeg = self { false } else { true }
    }

    /// The longest side that the format can hold, in pixels.
    public var maximumSide: Int {
        switch self {
        case .webp: 16_383
        case .jpeg, .gif: 65_535
        case .avif, .heic: 16_384
        case .png, .tiff, .jpegxl, .raw: 1_000_000
        }
    }

    /// - Throws: ``RenderError`` with code ``RenderError/Code/invalidEncoding`` when a parameter is out of its range.
    public func validate() throws {
        let problem =
            switch self {
            case .jpeg(let encoding): encoding.parameterProblem
            case .png(let encoding): encoding.parameterProblem
            case .webp(let encoding): encoding.parameterProblem
            case .avif(let encoding), .heic(let encoding): encoding.parameterProblem
            case .tiff(let encoding): encoding.parameterProblem
            case .gif(let encoding): encoding.parameterProblem
            case .jpegxl(let encoding): encoding.parameterProblem
            case .raw: nil as String?
            }
        if let problem { throw RenderError(.invalidEncoding, "\(name): \(problem).") }
    }
}

extension Encoding: Codable {
    public init(from decoder: any Decoder) throws {
        let name: String
        let parameters: any Decoder
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            name = word
            parameters = EmptyDecoder(of: decoder, at: word)
        } else {
            let container = try decoder.container(keyedBy: ParameterKey.self)
            guard container.allKeys.count == 1, let key = container.allKeys.first else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "an encoding is an object with the format as the only key"))
            }
            name = key.stringValue
            parameters = try container.superDecoder(forKey: key)
        }
        switch name {
        case "jpeg": self = .jpeg(try JPEGEncoding(from: parameters))
        case "png": self = .png(try PNGEncoding(from: parameters))
        case "webp": self = .webp(try WebPEncoding(from: parameters))
        case "avif": self = .avif(try HEIFEncoding(from: parameters))
        case "heic": self = .heic(try HEIFEncoding(from: parameters))
        case "tiff": self = .tiff(try TIFFEncoding(from: parameters))
        case "gif": self = .gif(try GIFEncoding(from: parameters))
        case "jpegxl": self = .jpegxl(try JPEGXLEncoding(from: parameters))
        case "raw":
            try parameters.refuseUnknownKeys([])
            self = .raw
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "unknown encoding \"\(name.prefix(64))\"; known are "
                        + "jpeg, png, webp, avif, heic, tiff, gif, jpegxl, raw"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ParameterKey.self)
        let parameters = container.superEncoder(forKey: ParameterKey(name))
        switch self {
        case .jpeg(let encoding): try encoding.encode(to: parameters)
        case .png(let encoding): try encoding.encode(to: parameters)
        case .webp(let encoding): try encoding.encode(to: parameters)
        case .avif(let encoding), .heic(let encoding): try encoding.encode(to: parameters)
        case .tiff(let encoding): try encoding.encode(to: parameters)
        case .gif(let encoding): try encoding.encode(to: parameters)
        case .jpegxl(let encoding): try encoding.encode(to: parameters)
        case .raw: _ = parameters.container(keyedBy: ParameterKey.self)
        }
    }
}
