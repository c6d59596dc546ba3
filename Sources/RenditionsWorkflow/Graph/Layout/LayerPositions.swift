/// Where the vertices of each layer stand, so that edges are straight where they can be.
///
/// Layer by layer, each vertex is drawn to where its edges would be straight; of all places that keep the order and the
/// distances, those with the least sum of squares are taken (pool adjacent violators: Best and Chakravarti, 1990, "Active
/// set algorithms for isotonic regression").
struct LayerPositions {
    private(set) var vertices: [LayerVertex]
    private let layers: [[Int]]
    private let segments: [LayerSegment]
    private var above: [[Int]]
    private var below: [[Int]]

    private static let sweeps = 24

    init(_ vertices: [LayerVertex], _ segments: [LayerSegment], _ layers: [[Int]]) {
        self.vertices = vertices
        self.segments = segments
        self.layers = layers
        above = Array(repeating: [], count: vertices.count)
        below = above
        for (index, segment) in segments.enumerated() {
            above[segment.lower].append(index)
            below[segment.upper].append(index)
        }
        for layer in layers { pack(layer) }
        for sweep in 0..<Self.sweeps {
            for layer in layers.dropFirst() { place(layer, looksUp: true, looksDown: false) }
            for layer in layers.dropLast().reversed() { place(layer, looksUp: sweep > 12, looksDown: true) }
        }
        for _ in 0..<8 { for layer in layers { place(layer, looksUp: true, looksDown: true) } }
        straighten()
    }

    /// Puts the bends of each edge below each other, as many as there is room for.
    private mutating func straighten() {
        var places = Array(repeating: 0, count: vertices.count)
        for layer in layers { for (place, vertex) in layer.enumerated() { places[vertex] = place } }
        for chain in Dictionary(grouping: segments.indices, by: { segments[$0].edge }).sorted(by: { $0.key < $1.key }) {
            let links = chain.value
            var run: [Int] = []
            var room = -Double.infinity...Double.infinity
            var wishes: [Double] = []
            for (link, next) in zip(links, links.dropFirst()) {
                let bend = segments[link].lower
                let own = self.room(around: bend, place: places[bend])
                if own.lowerBound > room.upperBound || own.upperBound < room.lowerBound {
                    align(run, in: room, wishes: wishes)
                    (run, room, wishes) = ([], own, [])
                } else {
                    room = max(room.lowerBound, own.lowerBound)...min(room.upperBound, own.upperBound)
                }
                run.append(bend)
                // One curve is better than two: straight into what comes below, or else out of what comes above.
                let lower = segments[next].lower
                if !vertices[lower].isBend { wishes.insert(vertices[lower].x + segments[next].lowerOffset, at: 0) }
                let upper = segments[link].upper
                if !vertices[upper].isBend { wishes.append(vertices[upper].x + segments[link].upperOffset) }
            }
            align(run, in: room, wishes: wishes)
        }
        // What hangs on one edge only can make it straight.
        for vertex in vertices.indices where !vertices[vertex].isBend && above[vertex].count + below[vertex].count == 1
        {
            let wishes =
                above[vertex].map {
                    vertices[segments[$0].upper].x + segments[$0].upperOffset - segments[$0].lowerOffset
                }
                + below[vertex].map {
                    vertices[segments[$0].lower].x + segments[$0].lowerOffset - segments[$0].upperOffset
                }
            let room = self.room(around: vertex, place: places[vertex])
            for wish in wishes { vertices[vertex].x = min(max(wish, room.lowerBound), room.upperBound) }
        }
    }

    /// Where a vertex may stand without any other having to move.
    private func room(around vertex: Int, place: Int) -> ClosedRange<Double> {
        let layer = layers[vertices[vertex].layer]
        var (from, to) = (-Double.infinity, Double.infinity)
        if place > 0 {
            let left = vertices[layer[place - 1]]
            from = left.x + left.distance(to: vertices[vertex])
        }
        if place + 1 < layer.count {
            let right = vertices[layer[place + 1]]
            to = right.x - vertices[vertex].distance(to: right)
        }
        // Rounding may leave less than nothing.
        return from <= to ? from...to : vertices[vertex].x...vertices[vertex].x
    }

    private mutating func align(_ run: [Int], in room: ClosedRange<Double>, wishes: [Double]) {
        guard !run.isEmpty else { return }
        let mean = run.reduce(0) { $0 + vertices[$1].x } / Double(run.count)
        let place = wishes.first(where: room.contains) ?? min(max(mean, room.lowerBound), room.upperBound)
        for vertex in run { vertices[vertex].x = place }
    }

    private mutating func pack(_ layer: [Int]) {
        var x = 0.0
        for (left, right) in zip(layer, layer.dropFirst()) {
            vertices[left].x = x
            x += vertices[left].distance(to: vertices[right])
        }
        guard let last = layer.last else { return }
        vertices[last].x = x
        for vertex in layer { vertices[vertex].x -= x / 2 }
    }

    /// How much it matters that a segment is straight: long edges should not wind.
    private func weight(_ segment: LayerSegment) -> Double {
        switch (vertices[segment.upper].isBend, vertices[segment.lower].isBend) {
        case (true, true): 8
        case (false, false): 1
        case (true, false), (false, true): 2
        }
    }

    private mutating func place(_ layer: [Int], looksUp: Bool, looksDown: Bool) {
        var wishes: [(place: Double, weight: Double)] = []
        var shift = 0.0
        for (index, vertex) in layer.enumerated() {
            if index > 0 { shift += vertices[layer[index - 1]].distance(to: vertices[vertex]) }
            var (sum, total) = (0.0, 0.0)
            for index in looksUp ? above[vertex] : [] {
                let segment = segments[index]
                let wish = vertices[segment.upper].x + segment.upperOffset - segment.lowerOffset
                sum += wish * weight(segment)
                total += weight(segment)
            }
            for index in looksDown ? below[vertex] : [] {
                let segment = segments[index]
                let wish = vertices[segment.lower].x + segment.lowerOffset - segment.upperOffset
                sum += wish * weight(segment)
                total += weight(segment)
            }
            // What no edge draws anywhere stays where it is, as far as others let it.
            let place = total > 0 ? sum / total : vertices[vertex].x
            wishes.append((place - shift, max(total, 0.01)))
        }
        shift = 0
        for (index, place) in Self.nearestAscending(wishes).enumerated() {
            if index > 0 { shift += vertices[layer[index - 1]].distance(to: vertices[layer[index]]) }
            vertices[layer[index]].x = place + shift
        }
    }

    /// The numbers that never decrease and are nearest to those wished for, by weighted squares.
    private static func nearestAscending(_ wishes: [(place: Double, weight: Double)]) -> [Double] {
        var pools: [(place: Double, weight: Double, count: Int)] = []
        for wish in wishes {
            pools.append((wish.place, wish.weight, 1))
            while pools.count > 1, pools[pools.count - 2].place > pools[pools.count - 1].place {
                let last = pools.removeLast()
                let before = pools.removeLast()
                let weight = before.weight + last.weight
                pools.append(
                    (
                        (before.place * before.weight + last.place * last.weight) / weight, weight,
                        before.count + last.count
                    ))
            }
        }
        return pools.flatMap { Array(repeating: $0.place, count: $0.count) }
    }
}
