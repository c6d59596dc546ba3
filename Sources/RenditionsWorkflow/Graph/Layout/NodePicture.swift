/// A box with everything inside it, with its upper left corner at 0, 0.
struct NodePicture {
    /// Margins and widths in pixels.
    private enum Measure {
        static let padding = 12.0
        static let icon = 16.0
        static let gap = 8.0
        static let textWidth = 168.0
        /// Of a box that holds others: their texts may use its width.
        static let wideTextWidth = 300.0
        static let leastWidth = 96.0
        /// Branches stand beside each other until a row is so wide.
        static let rowWidth = 760.0
        static let branchGap = 14.0
        static let branchPadding = 14.0
    }

    private(set) var box: GraphBox
    private(set) var inner: LevelPicture

    init(_ node: WorkflowGraph.Node, path: ExecutionPath?) {
        let width = node.levels.isEmpty ? Measure.textWidth : Measure.wideTextWidth
        let name = TextBlock(node.name, size: 13, isBold: true, maximumWidth: width, maximumLines: 3)
        let details = node.details.map { TextBlock($0, size: 11, maximumWidth: width, maximumLines: 2) }
        let remark = TextBlock(
            path?.nodes[node.id]?.words ?? "", size: 11, isBold: true, maximumWidth: width, maximumLines: 1)
        let texts = [name, remark] + details
        let textFrame = GraphRect(
            x: Measure.padding + Measure.icon + Measure.gap, y: Measure.padding - 2,
            width: texts.map(\.width).max() ?? 0, height: texts.reduce(0) { $0 + $1.height })
        var size = (
            width: max(Measure.leastWidth, textFrame.right + Measure.padding),
            height: textFrame.bottom + Measure.padding
        )
        inner = LevelPicture(width: 0, height: 0)
        var branches: [GraphRect] = []
        if !node.levels.isEmpty {
            let pictures = node.levels.map { LevelLayout($0, isOutermost: false, path: path).picture }
            branches = Self.rows(pictures, from: GraphPoint(Measure.padding, size.height))
            for (picture, frame) in zip(pictures, branches) {
                inner.add(
                    picture,
                    at: GraphPoint(frame.midX - picture.width / 2, frame.y + Measure.branchPadding))
            }
            size.width = max(size.width, (branches.map(\.right).max() ?? 0) + Measure.padding)
            size.height = (branches.map(\.bottom).max() ?? 0) + Measure.padding
        }
        box = GraphBox(
            node: node, frame: GraphRect(x: 0, y: 0, width: size.width.rounded(.up), height: size.height.rounded(.up)),
            name: name, details: details, remark: remark, branches: branches, depth: 0,
            icon: GraphRect(
                x: Measure.padding, y: Measure.padding, width: Measure.icon, height: Measure.icon),
            textFrame: textFrame)
    }

    /// Makes the box higher, for lines that need room at its side.
    mutating func grow(to height: Double) { box.frame.height = max(box.frame.height, height) }

    /// A frame for each branch: beside each other, in as many rows as it takes. Those of one row are of one height.
    private static func rows(_ pictures: [LevelPicture], from origin: GraphPoint) -> [GraphRect] {
        var frames: [GraphRect] = []
        var row: Range<Int> = 0..<0
        var place = origin
        func height(_ frames: ArraySlice<GraphRect>) -> Double { frames.map(\.height).max() ?? 0 }
        for picture in pictures {
            let frame = GraphRect(
                x: place.x, y: place.y, width: picture.width + 2 * Measure.branchPadding,
                height: picture.height + 2 * Measure.branchPadding)
            if !row.isEmpty, frame.right > Measure.rowWidth {
                let tallest = height(frames[row])
                for index in row { frames[index].height = tallest }
                row = frames.count..<frames.count
                place = GraphPoint(origin.x, place.y + tallest + Measure.branchGap)
            }
            frames.append(
                GraphRect(x: place.x, y: place.y, width: frame.width, height: frame.height))
            row = row.lowerBound..<frames.count
            place.x += frame.width + Measure.branchGap
        }
        let tallest = height(frames[row])
        for index in row { frames[index].height = tallest }
        return frames
    }
}
