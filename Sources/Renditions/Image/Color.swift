/// A colour in sRGB with opacity, 8 bits each. Written `#rrggbb` or `#rrggbbaa`; `transparent` is read as `#00000000`.
public struct Color: Hashable, Sendable, CustomStringConvertible {
    /// 0 to 255, not premultiplied.
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8
    /// 0 (transparent) to 255 (opaque).
    public var alpha: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    public static let black = Color(red: 0, green: 0, blue: 0)
    public static let white = Color(red: 255, green: 255, blue: 255)
    public static let transparent = Color(red: 0, green: 0, blue: 0, alpha: 0)

    /// A colour from its hexadecimal form (3, 4, 6 or 8 digits, `#` optional) or one of the names `black`, `white`,
    /// `transparent`; nil for anything else.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "black": self = .black
        case "white": self = .white
        case "transparent": self = .transparent
        default:
            var digits: [UInt8] = []
            for character in text.hasPrefix("#") ? text.dropFirst() : text[...] {
                guard character.isASCII, let digit = character.hexDigitValue else { return nil }
                digits.append(UInt8(digit))
            }
            switch digits.count {
            case 3, 4: digits = digits.flatMap { [$0, $0] }
            case 6, 8: break
            default: return nil
            }
            let channels = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
            self.init(
                red: channels[0], green: channels[1], blue: channels[2], alpha: channels.count > 3 ? channels[3] : 255)
        }
    }

    public var description: String {
        let channels = alpha == 255 ? [red, green, blue] : [red, green, blue, alpha]
        return channels.reduce(into: "#") { text, channel in
            let digits = String(channel, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
    }
}

extension Color: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let color = Color(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a colour is written #rrggbb, #rrggbbaa, or one of its names")
        }
        self = color
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
