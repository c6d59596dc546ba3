/// The regular expression of a filter (`=~ /ab*/i`), taken apart once. It is held against a whole text in time that grows
/// with the product of both lengths and never faster, because all ways through it are followed at once (Thompson's
/// construction, Communications of the ACM 11 (6), 1968).
///
/// It knows characters, `.`, classes, `\d` `\w` `\s` and their opposites, groups, `|`, `?` `*` `+` `{2,3}`, `^` and `$`.
struct PathPattern: Hashable, Sendable {
    /// One place in the pattern. Places are named by their index.
    enum State: Hashable, Sendable {
        case character(PatternCharacters, next: Int)
        case split(Int, Int)
        /// Goes on only where the text begins.
        case atStart(next: Int)
        /// Goes on only where the text ends.
        case atEnd(next: Int)
        case match
    }

    /// As it stands between the slashes.
    let text: String
    let ignoresCase: Bool
    private let states: [State]
    private let start: Int

    /// - Throws: ``PathFault``.
    init(_ text: String, ignoresCase: Bool) throws {
        self.text = text
        self.ignoresCase = ignoresCase
        var builder = PatternBuilder()
        start = try builder.build(PatternParser.parse(text))
        states = builder.states
    }

    /// Whether the whole of a text fits.
    ///
    /// - Throws: ``StateFailure`` when that takes too much work.
    func matches(_ text: String, _ work: inout PathWork) throws -> Bool {
        let scalars = Array(text.unicodeScalars)
        var (current, next): ([Int], [Int]) = ([], [])
        // For which position a state was last added.
        var added = Array(repeating: -1, count: states.count)
        func add(_ first: Int, at position: Int, to list: inout [Int]) {
            var open = [first]
            while let index = open.popLast() {
                guard added[index] < position else { continue }
                added[index] = position
                switch states[index] {
                case .split(let one, let other): open += [other, one]
                case .atStart(let next): if position == 0 { open.append(next) }
                case .atEnd(let next): if position == scalars.count { open.append(next) }
                case .character, .match: list.append(index)
                }
            }
        }
        try work.spend(states.count)
        add(start, at: 0, to: &current)
        for (position, scalar) in scalars.enumerated() {
            try work.spend(1 + current.count)
            for case .character(let characters, let following) in current.lazy.map({ states[$0] })
            where characters.contains(scalar, ignoresCase: ignoresCase) {
                add(following, at: position + 1, to: &next)
            }
            guard !next.isEmpty else { return false }
            (current, next) = (next, [])
        }
        return current.contains { states[$0] == .match }
    }
}
