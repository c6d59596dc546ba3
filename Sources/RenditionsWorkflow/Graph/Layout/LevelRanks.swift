/// In which row each vertex of a graph stands: below everything that leads to it, once the edges that close loops are taken
/// the other way round.
struct LevelRanks {
    struct Arc {
        let from: Int
        let to: Int
    }

    /// The row of each vertex, from 0.
    let ranks: [Int]
    /// Whether each edge leads upwards, and so closes a loop.
    let isBackward: [Bool]

    /// - Parameters:
    ///   - count: how many vertices there are; all can be reached from the root.
    ///   - arcs: without those from a vertex to itself.
    init(count: Int, arcs: [Arc], root: Int) {
        var leaving = Array(repeating: [Int](), count: count)
        for (index, arc) in arcs.enumerated() { leaving[arc.from].append(index) }
        var isBackward = Array(repeating: false, count: arcs.count)
        var isOpen = Array(repeating: false, count: count)
        var isSeen = Array(repeating: false, count: count)
        var finished: [Int] = []
        // Depth first, without recursion, since documents may be long chains.
        var stack = [(vertex: root, next: 0)]
        (isSeen[root], isOpen[root]) = (true, true)
        while let (vertex, next) = stack.last {
            guard next < leaving[vertex].count else {
                isOpen[vertex] = false
                finished.append(vertex)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let target = arcs[leaving[vertex][next]].to
            if isOpen[target] {
                isBackward[leaving[vertex][next]] = true
            } else if !isSeen[target] {
                (isSeen[target], isOpen[target]) = (true, true)
                stack.append((target, 0))
            }
        }
        // The longest path from the root: each vertex comes after all that lead to it.
        var ranks = Array(repeating: 0, count: count)
        for vertex in finished.reversed() {
            for index in leaving[vertex] where !isBackward[index] {
                ranks[arcs[index].to] = max(ranks[arcs[index].to], ranks[vertex] + 1)
            }
        }
        self.ranks = ranks
        self.isBackward = isBackward
    }
}
