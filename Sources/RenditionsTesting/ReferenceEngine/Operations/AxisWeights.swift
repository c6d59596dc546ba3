import Renditions

/// Of which old pixels a new one is made along one axis, and with what weights: the mean of what it covers when an image
/// becomes smaller, a straight line between neighbours when it becomes larger.
struct AxisWeights {
    private let count: Int
    private let step: Double
    private let isNearest: Bool

    init(from count: Int, to newCount: Int, kernel: Kernel) {
        self.count = count
        step = Double(count) / Double(newCount)
        isNearest = kernel == .nearest
    }

    /// Weights that add up to 1.
    func weights(of index: Int) -> [(index: Int, weight: Double)] {
        let middle = (Double(index) + 0.5) * step
        if isNearest { return [(clamped(Int(middle)), 1)] }
        guard step > 1 else {
            let left = (middle - 0.5).rounded(.down)
            let share = middle - 0.5 - left
            return [(clamped(Int(left)), 1 - share), (clamped(Int(left) + 1), share)]
        }
        let (start, end) = (Double(index) * step, Double(index + 1) * step)
        return (Int(start)...clamped(Int(end))).map { pixel in
            (pixel, max(0, min(end, Double(pixel + 1)) - max(start, Double(pixel))) / step)
        }
    }

    private func clamped(_ index: Int) -> Int { min(max(index, 0), count - 1) }
}
