/// Counts the units that are looked at in the streams of a file, because items may share their bytes: many items that
/// name the same bytes of many small units would otherwise cost their product.
struct UnitBudget {
    /// A grid of 4,096 tiles has four headers and a frame in each; a picture in slices has six hundred (ITU-T H.265
    /// annex A.4.1).
    private static let maximum = 100_000

    private var units = 0

    mutating func count() throws(RenderError) {
        units += 1
        guard units <= Self.maximum else { throw .invalid("The file's pictures are cut into too many units") }
    }
}
