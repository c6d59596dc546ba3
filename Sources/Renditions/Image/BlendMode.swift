/// How a layer is mixed with what lies under it (W3C Compositing and Blending Level 1).
public enum BlendMode: String, Codable, Hashable, Sendable, CaseIterable {
    case over
    case multiply
    case screen
    case overlay
    case darken
    case lighten
    case colorDodge = "color-dodge"
    case colorBurn = "color-burn"
    case hardLight = "hard-light"
    case softLight = "soft-light"
    case difference
    case exclusion
    case add
}
