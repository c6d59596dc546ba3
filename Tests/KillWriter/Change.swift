/// What a writer does to one key, as a line of the journal tells it.
struct Change: Hashable, Sendable {
    enum Kind: String, CaseIterable {
        case put
        case create
        case replace
        case delete
    }

    /// Which of the writer's tasks; each has one change under way.
    var task: Int
    var kind: Kind
    var key: String
    var content: Content

    /// What is under the key afterwards.
    var result: Content? { kind == .delete ? nil : content }

    var line: String { "begin \(task) \(kind.rawValue) \(content.seed) \(content.size) \(key)" }

    init(task: Int, kind: Kind, key: String, content: Content) {
        self.task = task
        self.kind = kind
        self.key = key
        self.content = content
    }

    init?(line: some StringProtocol) {
        let words = line.split(separator: " ", maxSplits: 5)
        guard words.count == 6, words[0] == "begin", let task = Int(words[1]),
            let kind = Kind(rawValue: String(words[2])),
            let seed = UInt64(words[3]), let size = Int(words[4])
        else { return nil }
        self.init(task: task, kind: kind, key: String(words[5]), content: Content(seed: seed, size: size))
    }
}
