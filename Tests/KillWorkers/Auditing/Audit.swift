internal import Foundation

/// What the workers' log tells.
struct Audit {
    private(set) var creations: [String: Int] = [:]
    private(set) var deletions: [String: Int] = [:]
    private(set) var digests: [String: Set<String>] = [:]
    private(set) var overwritten: Set<String> = []
    private(set) var begins: [String: Int] = [:]
    private(set) var renders: [String: Int] = [:]
    /// Tasks that have ended well, by their tokens.
    private(set) var ended: Set<String> = []
    private(set) var unreadable: [Substring] = []

    init(path: String) throws {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("put", 3): digests[words[1], default: []].insert(words[2])
            case ("created", 2): creations[words[1], default: 0] += 1
            case ("overwritten", 2): overwritten.insert(words[1])
            case ("delete", 2): deletions[words[1], default: 0] += 1
            // A retry is not the same attempt again.
            case ("begin", 4): begins["\(words[1]) \(words[2])", default: 0] += 1
            case ("render", 2): renders[words[1], default: 0] += 1
            case ("end", 2): ended.insert(words[1])
            default: unreadable.append(line)
            }
        }
    }

    /// Attempts that were made again after the first was lost.
    var begunAgain: Int { begins.values.reduce(0) { $0 + $1 - 1 } }
    /// Renders beyond the first of each task.
    var wastedRenders: Int { renders.values.reduce(0) { $0 + $1 - 1 } }

    /// What was done twice.
    var violations: [String] {
        var found = unreadable.map { "the audit has a line \"\($0)\"" }
        for (key, count) in creations where count > 1 + deletions[key, default: 0] {
            found.append("\(key) was created \(count) times and deleted \(deletions[key, default: 0]) times")
        }
        for (key, contents) in digests where contents.count > 1 {
            found.append("\(key): \(contents.count) different contents were made")
        }
        found += overwritten.map { "\($0) was overwritten" }
        return found
    }
}
