/// Which part of an image is kept when it is cut to another shape.
///
/// In JSON a word (a gravity, `attention` or `entropy`) or a focal point, `{"x": 0.3, "y": 0.5}`.
public enum CropPosition: Hashable, Sendable {
    /// A fixed place.
    case gravity(Gravity)
    /// The part around this point, in fractions of width and height: 0 is the left or upper edge, 1 the right or lower.
    case focalPoint(x: Double, y: Double)
    /// The part that looks most worth seeing: skin tones, saturated colours, edges.
    case attention
    /// The part with the most detail.
    case entropy

    public static let center = CropPosition.gravity(.center)

    /// The rectangle of `inner` pixels that is kept of an image of `outer` pixels; nil where the pixels decide.
    func rect(of inner: PixelSize, in outer: PixelSize) -> PixelRect? {
        switch self {
        case .gravity(let gravity):
            let origin = gravity.origin(of: inner, in: outer)
            return PixelRect(x: origin.x, y: origin.y, width: inner.width, height: inner.height)
        case .focalPoint(let x, let y):
            func start(_ fraction: Double, _ inner: Int, _ outer: Int) -> Int {
                let centered = Int((Double(outer) * fraction - Double(inner) / 2).rounded())
                return max(0, min(centered, outer - inner))
            }
            return PixelRect(
                x: start(x, inner.width, outer.width), y: start(y, inner.height, outer.height),
                width: inner.width, height: inner.height)
        case .attention, .entropy:
            return nil
        }
    }

    /// Whether the focal point lies within the image.
    var isValid: Bool {
        guard case .focalPoint(let x, let y) = self else { return true }
        return (0...1).contains(x) && (0...1).contains(y)
    }
}

extension CropPosition: CustomStringConvertible {
    /// The word that stands for it in JSON, or the focal point as `x,y`.
    public var description: String {
        switch self {
        case .gravity(let gravity): gravity.rawValue
        case .focalPoint(let x, let y): "\(x),\(y)"
        case .attention: "attention"
        case .entropy: "entropy"
        }
    }
}

extension CropPosition: Codable {
    private enum CodingKeys: CodingKey { case x, y }

    public init(from decoder: any Decoder) throws {
        guard let word = try? decoder.singleValueContainer().decode(String.self) else {
            try decoder.refuseUnknownKeys(["x", "y"])
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self = .focalPoint(
                x: try container.decode(Double.self, forKey: .x), y: try container.decode(Double.self, forKey: .y))
            return
        }
        switch word {
        case "attention": self = .attention
        case "entropy": self = .entropy
        default:
            guard let gravity = Gravity(rawValue: word) else {
                let known = Gravity.allCases.map(\.rawValue).joined(separator: ", ")
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "a position is attention, entropy, a focal point {x, y} or one of \(known)"))
            }
            self = .gravity(gravity)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .focalPoint(let x, let y):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(x, forKey: .x)
            try container.encode(y, forKey: .y)
        case .gravity, .attention, .entropy:
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }
}
