/// A pattern of paths: `*` stands for any characters of one name, `?` for one of them, `**` for any folders.
///
/// A pattern without a slash is asked of the last name of a path, at any depth; one with a slash of the whole path below the
/// input folder. One that ends in a slash fits folders only. Letters of another case are other letters.
struct GlobPattern: Hashable, Sendable {
    private enum Token: Hashable {
        case character(Character)
        /// `?`
        case one
        /// `*`
        case name
        /// `**/`, where a name may begin: no folder or any number of them.
        case folders
        /// `**` anywhere else.
        case anything
    }

    private let tokens: [Token]
    private let isOfName: Bool
    private let isOfFolders: Bool

    /// Nil for what no path can fit: an empty pattern, or one that starts with a slash.
    init?(_ text: String) {
        var characters = Array(text)[...]
        isOfFolders = characters.count > 1 && characters.last == "/"
        if isOfFolders { characters.removeLast() }
        guard let first = characters.first, first != "/" else { return nil }
        isOfName = !characters.contains("/")

        var tokens: [Token] = []
        while let character = characters.popFirst() {
            switch character {
            case "?": tokens.append(.one)
            case "*" where characters.first == "*":
                while characters.first == "*" { characters.removeFirst() }
                if characters.first == "/", tokens.isEmpty || tokens.last == .character("/") {
                    characters.removeFirst()
                    tokens.append(.folders)
                } else {
                    tokens.append(.anything)
                }
            case "*": tokens.append(.name)
            default: tokens.append(.character(character))
            }
        }
        self.tokens = tokens
    }

    /// - Parameter path: names with slashes between them, from the input folder down.
    func fits(_ path: String, isFolder: Bool) -> Bool {
        if isOfFolders, !isFolder { return false }
        let subject = isOfName ? path.split(separator: "/").last.map(String.init) ?? path : path
        // All places in the pattern that the characters so far can have led to: the work is bounded by the product of
        // the two lengths, whatever the pattern.
        var places: Set<Int> = []
        arrive(at: 0, &places)
        for character in subject {
            var next: Set<Int> = []
            for place in places where place < tokens.count { step(from: place, over: character, &next) }
            places = next
        }
        return places.contains(tokens.count)
    }

    private func step(from place: Int, over character: Character, _ next: inout Set<Int>) {
        switch tokens[place] {
        case .character(character): arrive(at: place + 1, &next)
        case .character: break
        case .one: if character != "/" { arrive(at: place + 1, &next) }
        case .name: if character != "/" { arrive(at: place, &next) }
        case .anything: arrive(at: place, &next)
        case .folders:
            next.insert(place)
            if character == "/" { arrive(at: place + 1, &next) }
        }
    }

    /// Adds a place, and those behind it that need no character.
    private func arrive(at place: Int, _ places: inout Set<Int>) {
        places.insert(place)
        guard place < tokens.count else { return }
        switch tokens[place] {
        case .name, .anything, .folders: arrive(at: place + 1, &places)
        case .character, .one: break
        }
    }
}
