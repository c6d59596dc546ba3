/// Makes the places of a ``PathPattern``, from the end to the beginning.
struct PatternBuilder {
    /// The most places that a pattern may have, its repetitions written out.
    static let maximumStates = 2_000

    private(set) var states: [PathPattern.State] = []
    /// How many nodes were built. Repetitions of nothing make no places, and could go on for ever all the same.
    private var built = 0

    /// - Returns: the place at which the pattern begins.
    /// - Throws: ``PathFault`` when it has too many places.
    mutating func build(_ node: PatternNode) throws -> Int {
        let end = try add(.match)
        return try build(node, before: end)
    }

    private mutating func add(_ state: PathPattern.State) throws -> Int {
        guard states.count < Self.maximumStates else { throw Self.excess }
        states.append(state)
        return states.count - 1
    }

    private static var excess: PathFault {
        PathFault(reason: "A pattern has more than \(maximumStates) places, its repetitions written out.")
    }

    private mutating func build(_ node: PatternNode, before next: Int) throws -> Int {
        built += 1
        guard built <= 4 * Self.maximumStates else { throw Self.excess }
        switch node {
        case .characters(let characters): return try add(.character(characters, next: next))
        case .atStart: return try add(.atStart(next: next))
        case .atEnd: return try add(.atEnd(next: next))
        case .sequence(let nodes):
            var next = next
            for node in nodes.reversed() { next = try build(node, before: next) }
            return next
        case .choice(let nodes):
            var start = try build(nodes[nodes.count - 1], before: next)
            for node in nodes.dropLast().reversed() {
                start = try add(.split(build(node, before: next), start))
            }
            return start
        case .repeated(let inner, let minimum, let maximum):
            var start = next
            if let maximum {
                // Each of those that need not be there leads past all that follow.
                for _ in minimum..<maximum {
                    start = try add(.split(build(inner, before: start), next))
                }
            } else {
                start = try add(.match)
                states[start] = .split(try build(inner, before: start), next)
            }
            for _ in 0..<minimum { start = try build(inner, before: start) }
            return start
        }
    }
}
