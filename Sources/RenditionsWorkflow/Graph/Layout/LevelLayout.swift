/// Gives everything in a level its place: in rows from top to bottom, with the insides of boxes first.
struct LevelLayout {
    private enum Measure {
        static let dot = 16.0
        static let labelWidth = 150.0
        static let arrow = 9.0
    }

    private let edges: [WorkflowGraph.Edge]
    private let path: ExecutionPath?
    private var nodes: [NodePicture]
    private var lanes: [NodeLanes] = []
    private var vertices: [LayerVertex] = []
    private var segments: [LayerSegment] = []
    /// The segments of each edge, from top to bottom.
    private var chains: [[Int]] = []
    private var isBackward: [Bool] = []
    private var layers: [[Int]] = []
    /// Top and bottom of each layer.
    private var bands: [(top: Double, bottom: Double)] = []

    init(_ level: WorkflowGraph.Level, isOutermost: Bool, path: ExecutionPath?) {
        edges = level.drawnEdges(isOutermost: isOutermost)
        self.path = path
        nodes = level.nodes.map { NodePicture($0, path: path) }
        let places = Dictionary(uniqueKeysWithValues: level.nodes.enumerated().map { ($0.element.id, $0.offset) })
        let count = nodes.count
        let finish = edges.contains { $0.to == nil }
        let ends = edges.map { edge in
            LevelRanks.Arc(
                from: edge.from.flatMap { places[$0] } ?? count + (finish ? 1 : 0),
                to: edge.to.flatMap { places[$0] } ?? count)
        }
        let root =
            isOutermost
            ? count + (finish ? 1 : 0)
            : level.edges.first { $0.from == nil }?.to.flatMap { places[$0] } ?? 0
        arrange(ends, hasFinish: finish, hasBegin: isOutermost, root: root)
    }

    private func label(_ edge: Int) -> TextBlock? {
        edges[edge].label.map { TextBlock($0, size: 11, maximumWidth: Measure.labelWidth, maximumLines: 3) }
    }

    private mutating func arrange(_ ends: [LevelRanks.Arc], hasFinish: Bool, hasBegin: Bool, root: Int) {
        let count = nodes.count + (hasFinish ? 1 : 0) + (hasBegin ? 1 : 0)
        let between = ends.indices.filter { ends[$0].from != ends[$0].to }
        let ranked = LevelRanks(count: count, arcs: between.map { ends[$0] }, root: root)
        isBackward = Array(repeating: false, count: ends.count)
        for (place, edge) in between.enumerated() { isBackward[edge] = ranked.isBackward[place] }
        lanes = nodes.indices.map { node in
            NodeLanes(
                leaving: between.filter { isBackward[$0] && ends[$0].from == node },
                arriving: between.filter { isBackward[$0] && ends[$0].to == node },
                own: ends.indices.filter { ends[$0].from == node && ends[$0].to == node }.map { ($0, label($0)) })
        }
        // A row of labels stands between two rows of nodes where there is a label.
        func labelRow(_ edge: Int) -> Int? {
            guard edges[edge].label != nil else { return nil }
            return 2 * ranked.ranks[ends[edge].from] + (isBackward[edge] ? -1 : 1)
        }
        let rows = Set(ranked.ranks.map { $0 * 2 } + between.compactMap(labelRow)).sorted()
        let layerOfRow = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($0.element, $0.offset) })
        for vertex in 0..<count { addVertex(vertex, layer: layerOfRow[ranked.ranks[vertex] * 2] ?? 0, hasFinish) }
        chains = Array(repeating: [], count: ends.count)
        for edge in between {
            let (upper, lower) = isBackward[edge] ? (ends[edge].to, ends[edge].from) : (ends[edge].from, ends[edge].to)
            addChain(edge, upper, lower, labelLayer: labelRow(edge).flatMap { layerOfRow[$0] })
        }
        layers = LayerOrder(vertices, segments, root: root).layers
        setPorts()
        vertices = LayerPositions(vertices, segments, layers).vertices
        setBands()
    }

    private mutating func addVertex(_ vertex: Int, layer: Int, _ hasFinish: Bool) {
        guard nodes.indices.contains(vertex) else {
            vertices.append(
                LayerVertex(
                    vertex == nodes.count && hasFinish ? .finish : .begin, layer: layer, left: Measure.dot / 2,
                    right: Measure.dot / 2, height: Measure.dot))
            return
        }
        nodes[vertex].grow(to: lanes[vertex].leastHeight)
        let frame = nodes[vertex].box.frame
        vertices.append(
            LayerVertex(
                .node(vertex), layer: layer, left: frame.width / 2, right: frame.width / 2 + lanes[vertex].width,
                height: frame.height))
    }

    private mutating func addChain(_ edge: Int, _ upper: Int, _ lower: Int, labelLayer: Int?) {
        var last = upper
        for layer in vertices[upper].layer + 1..<max(vertices[upper].layer + 1, vertices[lower].layer) {
            let label = layer == labelLayer ? label(edge) : nil
            let half = (label?.width ?? 0) / 2
            vertices.append(
                LayerVertex(
                    .bend(edge: edge, label: label), layer: layer, left: half, right: half, height: label?.height ?? 0))
            link(last, vertices.count - 1, edge)
            last = vertices.count - 1
        }
        link(last, lower, edge)
    }

    private mutating func link(_ upper: Int, _ lower: Int, _ edge: Int) {
        var segment = LayerSegment(upper: upper, lower: lower, edge: edge)
        if isBackward[edge] {
            if case .node = vertices[upper].content { segment.usesUpperLane = true }
            if case .node = vertices[lower].content { segment.usesLowerLane = true }
        }
        chains[edge].append(segments.count)
        segments.append(segment)
    }

    /// Spreads the edges above, below and beside each box, in the order of what they lead to.
    private mutating func setPorts() {
        var position = Array(repeating: 0, count: vertices.count)
        for layer in layers { for (place, vertex) in layer.enumerated() { position[vertex] = place } }
        for (vertex, box) in vertices.enumerated() {
            guard case .node(let node) = box.content else { continue }
            func place(_ edge: Int, isLeaving: Bool) -> Int {
                let chain = chains[edge].map { segments[$0] }
                return (isLeaving ? chain.last?.upper : chain.first?.lower).map { position[$0] } ?? 0
            }
            lanes[node].sort { place($0, isLeaving: $1) }
            for index in segments.indices {
                let segment = segments[index]
                if segment.upper == vertex, segment.usesUpperLane {
                    segments[index].upperOffset = box.left + lanes[node].lane(of: segment.edge, isLeaving: false)
                }
                if segment.lower == vertex, segment.usesLowerLane {
                    segments[index].lowerOffset = box.left + lanes[node].lane(of: segment.edge, isLeaving: true)
                }
            }
            let down = segments.indices.filter { segments[$0].upper == vertex && !segments[$0].usesUpperLane }
                .sorted { (position[segments[$0].lower], $0) < (position[segments[$1].lower], $1) }
            let up = segments.indices.filter { segments[$0].lower == vertex && !segments[$0].usesLowerLane }
                .sorted { (position[segments[$0].upper], $0) < (position[segments[$1].upper], $1) }
            func offset(_ place: Int, of count: Int) -> Double {
                let step = min(22, (box.left * 2 - 28) / Double(max(1, count - 1)))
                return (Double(place) - Double(count - 1) / 2) * step
            }
            for (place, index) in down.enumerated() { segments[index].upperOffset = offset(place, of: down.count) }
            for (place, index) in up.enumerated() { segments[index].lowerOffset = offset(place, of: up.count) }
        }
    }

    /// Stacks the layers, with more room between them where edges lead far to the side.
    private mutating func setBands() {
        var slopes = Array(repeating: 0.0, count: layers.count)
        for segment in segments {
            let (from, to) = ends(of: segment)
            let layer = vertices[segment.lower].layer
            slopes[layer] = max(slopes[layer], abs(from - to))
        }
        var top = 0.0
        for (index, layer) in layers.enumerated() {
            if index > 0 {
                let isBesideLabels = (layers[index - 1] + layer).contains { vertices[$0].hasLabel }
                top += min(64, (isBesideLabels ? 22 : 34) + slopes[index] * 0.08)
            }
            let height = layer.map { vertices[$0].height }.max() ?? 0
            bands.append((top, top + height))
            top += height
        }
    }

    private func ends(of segment: LayerSegment) -> (upper: Double, lower: Double) {
        (vertices[segment.upper].x + segment.upperOffset, vertices[segment.lower].x + segment.lowerOffset)
    }

    private func frame(of vertex: Int) -> GraphRect {
        let it = vertices[vertex]
        return GraphRect(
            x: it.x - it.left, y: bands[it.layer].top, width: it.left * 2, height: it.height)
    }

    /// The level in its place, from 0, 0.
    var picture: LevelPicture {
        var picture = LevelPicture(width: 0, height: bands.last?.bottom ?? 0)
        let left = zip(vertices, vertices.indices).map { $0.0.x - $0.0.left }.min() ?? 0
        let right = vertices.map { $0.x + $0.right }.max() ?? 0
        picture.width = (right - left).rounded(.up)
        let shift = GraphPoint(-left, 0)
        for (index, vertex) in vertices.enumerated() {
            let frame = frame(of: index)
            switch vertex.content {
            case .node(let node):
                let place = GraphPoint(frame.x, frame.y).moved(by: shift)
                var box = nodes[node].box
                box.move(by: place)
                picture.boxes.append(box)
                picture.add(nodes[node].inner, at: place)
                for var loop in lanes[node].loops(at: frame, edges: edges) {
                    loop.move(by: shift)
                    picture.routes.append(loop)
                }
            case .begin:
                picture.dots.append(
                    GraphDot(kind: .begin, isReached: isTaken { $0.from == nil }, frame: frame.moved(by: shift)))
            case .finish:
                picture.dots.append(
                    GraphDot(kind: .finish, isReached: isTaken { $0.to == nil }, frame: frame.moved(by: shift)))
            case .bend: break
            }
        }
        for edge in chains.indices where !chains[edge].isEmpty {
            var route = route(edge)
            route.move(by: shift)
            picture.routes.append(route)
        }
        return picture
    }

    private func isTaken(_ isMeant: (WorkflowGraph.Edge) -> Bool) -> Bool {
        guard let path else { return true }
        return edges.contains { isMeant($0) && path.edges[$0] != nil }
    }

    private func route(_ edge: Int) -> GraphRoute {
        var route = isBackward[edge] ? backwardRoute(edge) : forwardRoute(edge)
        for segment in chains[edge] {
            let vertex = segments[segment].lower
            guard case .bend(_, let label?) = vertices[vertex].content else { continue }
            route.label = GraphRoute.Label(text: label, frame: frame(of: vertex))
        }
        return route
    }

    private func forwardRoute(_ edge: Int) -> GraphRoute {
        var pieces: [GraphRoute.Piece] = []
        for index in chains[edge] {
            let segment = segments[index]
            let (from, to) = ends(of: segment)
            let (upper, lower) = (frame(of: segment.upper), frame(of: segment.lower))
            let (top, bottom) = (bands[vertices[segment.upper].layer].bottom, bands[vertices[segment.lower].layer].top)
            let isLast = index == chains[edge].last
            if pieces.isEmpty || vertices[segment.upper].hasLabel {
                pieces.append(.move(GraphPoint(from, upper.bottom)))
            }
            pieces.append(.line(GraphPoint(from, top)))
            pieces.append(.curve(GraphPoint(to, bottom - (isLast ? Measure.arrow : 0))))
            pieces.append(.line(GraphPoint(to, lower.y)))
        }
        return GraphRoute(edge: edges[edge], pieces: pieces, direction: .down, label: nil)
    }

    private func backwardRoute(_ edge: Int) -> GraphRoute {
        var pieces: [GraphRoute.Piece] = []
        for index in chains[edge].reversed() {
            let segment = segments[index]
            let (to, from) = ends(of: segment)
            let (upper, lower) = (frame(of: segment.upper), frame(of: segment.lower))
            let (top, bottom) = (bands[vertices[segment.upper].layer].bottom, bands[vertices[segment.lower].layer].top)
            if case .node(let node) = vertices[segment.lower].content {
                let port = lanes[node].port(of: edge, isLeaving: true, at: lower)
                pieces += [.move(GraphPoint(lower.right, port)), .line(GraphPoint(from, port))]
            } else if vertices[segment.lower].hasLabel {
                pieces.append(.move(GraphPoint(from, lower.y)))
            }
            pieces += [.line(GraphPoint(from, bottom)), .curve(GraphPoint(to, top))]
            if case .node(let node) = vertices[segment.upper].content {
                let port = lanes[node].port(of: edge, isLeaving: false, at: upper)
                pieces += [.line(GraphPoint(to, port)), .line(GraphPoint(upper.right, port))]
            } else {
                pieces.append(.line(GraphPoint(to, upper.bottom)))
            }
        }
        return GraphRoute(edge: edges[edge], pieces: pieces, direction: .left, label: nil)
    }
}
