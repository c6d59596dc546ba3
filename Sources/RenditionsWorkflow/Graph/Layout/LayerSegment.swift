/// A piece of an edge between two neighbouring layers.
struct LayerSegment {
    let upper: Int
    let lower: Int
    let edge: Int
    /// How far from the middles of its vertices it begins and ends, in pixels.
    var upperOffset = 0.0
    var lowerOffset = 0.0
    /// Whether it leads to a lane at the side of its vertex instead of the border above or below.
    var usesUpperLane = false
    var usesLowerLane = false

    init(upper: Int, lower: Int, edge: Int) {
        self.upper = upper
        self.lower = lower
        self.edge = edge
    }
}
