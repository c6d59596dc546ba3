/// A colour space by the numbers of ITU-T H.273, as HEIF's `nclx` and PNG's `cICP` write them.
public struct ColorCodePoints: Hashable, Sendable, Codable {
    /// Colour primaries: 1 is BT.709 and sRGB, 9 BT.2020, 12 Display P3, 2 unspecified.
    public var primaries: Int
    /// Transfer characteristics: 13 is sRGB, 16 PQ, 18 HLG, 2 unspecified.
    public var transfer: Int
    /// Matrix coefficients: 0 is identity (RGB), 1 BT.709, 6 BT.601, 9 BT.2020.
    public var matrix: Int
    public var isFullRange: Bool

    public init(primaries: Int, transfer: Int, matrix: Int, isFullRange: Bool) {
        self.primaries = primaries
        self.transfer = transfer
        self.matrix = matrix
        self.isFullRange = isFullRange
    }
}
