/// What stands in a layer: a node, a dot, or the place where an edge passes through.
struct LayerVertex {
    enum Content {
        case node(Int)
        case begin
        case finish
        /// Where an edge passes, with its label or without.
        case bend(edge: Int, label: TextBlock?)
    }

    let content: Content
    let layer: Int
    /// How far it reaches to both sides of ``x``, in pixels.
    var left: Double
    var right: Double
    let height: Double
    /// The middle of its box; lanes beside the box don't count.
    var x = 0.0

    init(_ content: Content, layer: Int, left: Double, right: Double, height: Double) {
        self.content = content
        self.layer = layer
        self.left = left
        self.right = right
        self.height = height
    }

    var isBend: Bool { if case .bend = content { true } else { false } }
    var hasLabel: Bool { if case .bend(_, .some) = content { true } else { false } }

    /// How close two may stand beside each other, from middle to middle.
    func distance(to next: LayerVertex) -> Double {
        let gap = isBend && next.isBend ? 14.0 : 22.0
        return right + gap + next.left
    }
}
