import Renditions

extension Color {
    /// ITU-R BT.601's luma in 8-bit levels, rounded; alpha does not count.
    var luma: UInt8 {
        let thousandths: Int = 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
        return UInt8((thousandths + 500) / 1000)
    }
}
