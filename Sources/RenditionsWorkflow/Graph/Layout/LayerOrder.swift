/// Which vertex stands left of which in each layer, so that few edges cross (barycentre method: Sugiyama, Tagawa and Toda,
/// 1981, "Methods for visual understanding of hierarchical system structures").
struct LayerOrder {
    /// A segment, as seen from one of its ends. Lanes stand right of their boxes, so that their ends count as half a
    /// place further to the right.
    private struct Link {
        let other: Int
        let otherShift: Double
        let ownShift: Double
    }

    private(set) var layers: [[Int]]
    private let above: [[Link]]
    private let below: [[Link]]
    private var position: [Int]

    private static let sweeps = 24

    init(_ vertices: [LayerVertex], _ segments: [LayerSegment], root: Int) {
        var above = Array(repeating: [Link](), count: vertices.count)
        var below = above
        for segment in segments {
            let (upper, lower) = (segment.usesUpperLane ? 0.5 : 0, segment.usesLowerLane ? 0.5 : 0)
            above[segment.lower].append(Link(other: segment.upper, otherShift: upper, ownShift: lower))
            below[segment.upper].append(Link(other: segment.lower, otherShift: lower, ownShift: upper))
        }
        (self.above, self.below) = (above, below)
        position = Array(repeating: 0, count: vertices.count)
        layers = Array(repeating: [], count: (vertices.map(\.layer).max() ?? 0) + 1)
        // In the order in which they are come upon, which is right for trees; from the left and from the right.
        var best: (layers: [[Int]], crossings: Int)?
        for isMirrored in [false, true] {
            place(vertices, from: root, isMirrored: isMirrored)
            improve()
            let found = crossings()
            if found < best?.crossings ?? .max { best = (layers, found) }
        }
        layers = best?.layers ?? layers
    }

    private mutating func place(_ vertices: [LayerVertex], from root: Int, isMirrored: Bool) {
        layers = layers.map { _ in [] }
        var isPlaced = Array(repeating: false, count: vertices.count)
        var open = [root]
        while let vertex = open.popLast() {
            guard !isPlaced[vertex] else { continue }
            isPlaced[vertex] = true
            layers[vertices[vertex].layer].append(vertex)
            open += (isMirrored ? below[vertex] : below[vertex].reversed()).map(\.other)
            open += above[vertex].map(\.other).filter { !isPlaced[$0] }
        }
        number()
    }

    private mutating func number() {
        for layer in layers { for (index, vertex) in layer.enumerated() { position[vertex] = index } }
    }

    private mutating func improve() {
        var best = layers
        var least = crossings()
        for sweep in 0..<Self.sweeps where least > 0 {
            let isDownward = sweep.isMultiple(of: 2)
            let indices = isDownward ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
            // Of vertices with one middle now the left comes first, now the right.
            for index in indices { sort(index, by: isDownward ? above : below, prefersRight: sweep % 4 > 1) }
            exchange()
            let found = crossings()
            if found < least { (best, least) = (layers, found) }
        }
        layers = best
        number()
    }

    /// Sorts a layer by the middle of each vertex' neighbours. Vertices without neighbours keep their places.
    private mutating func sort(_ index: Int, by neighbours: [[Link]], prefersRight: Bool) {
        let weighed = layers[index].map { vertex in
            let found = neighbours[vertex].map(place)
            return (vertex, found.isEmpty ? Double(position[vertex]) : found.reduce(0, +) / Double(found.count))
        }
        let sign = prefersRight ? -1 : 1
        let sorted = weighed.enumerated().sorted {
            ($0.element.1, $0.offset * sign) < ($1.element.1, $1.offset * sign)
        }
        layers[index] = sorted.map(\.element.0)
        for (place, vertex) in layers[index].enumerated() { position[vertex] = place }
    }

    /// Exchanges neighbours where that saves crossings.
    private mutating func exchange() {
        for index in layers.indices {
            for place in layers[index].indices.dropLast() {
                let (left, right) = (layers[index][place], layers[index][place + 1])
                guard crossings(right, left) < crossings(left, right) else { continue }
                layers[index].swapAt(place, place + 1)
                (position[left], position[right]) = (place + 1, place)
            }
        }
    }

    private func place(_ link: Link) -> Double { Double(position[link.other]) + link.otherShift }

    /// How many edges of two vertices cross when the one is left of the other.
    private func crossings(_ left: Int, _ right: Int) -> Int {
        crossings(above[left], above[right]) + crossings(below[left], below[right])
    }

    private func crossings(_ left: [Link], _ right: [Link]) -> Int {
        left.reduce(0) { sum, link in
            let end = place(link)
            return sum + right.count { place($0) < end }
        }
    }

    private func crossings() -> Int {
        layers.reduce(0) { sum, layer in
            var ends: [Double] = []
            var count = 0
            for vertex in layer {
                let found = below[vertex].map { (own: $0.ownShift, end: place($0)) }.sorted { $0 < $1 }
                for link in found {
                    count += ends.count { $0 > link.end }
                    ends.append(link.end)
                }
            }
            return sum + count
        }
    }
}
