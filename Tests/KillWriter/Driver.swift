internal import Foundation
internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem

/// Starts writers, kills each at a random moment, and compares the store with what the writer was told.
struct Driver {
    let root: String
    let seed: UInt64
    private(set) var violations: [String] = []

    private var generator: SeededGenerator
    /// What is under each key, by what was acknowledged.
    private var expected: [String: Content] = [:]
    private var rounds = 0
    private var acknowledged: [Change.Kind: Int] = [:]
    private var refused = 0
    private var cutOff = 0
    private var cutOffButDone = 0
    private var swept = 0
    private let start = ContinuousClock.now

    init(root: String, seed: UInt64) {
        self.root = root
        self.seed = seed
        generator = SeededGenerator(seed: seed)
    }

    mutating func run(rounds: Int) async throws {
        for _ in 0..<rounds where violations.isEmpty {
            let journal = try WriterProcess(root: root, seed: generator.next())
                .journal(killedAfter: .microseconds(Int(generator.next() % 50_000)))
            let pending = follow(journal)
            // A store opened anew, as after a crash.
            try await compare(FileObjectStore(root: root), pending: pending)
            self.rounds += 1
        }
    }

    var summary: String {
        let counts = Change.Kind.allCases.map { "\($0.rawValue) \(acknowledged[$0] ?? 0)" }.joined(separator: ", ")
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return
            (violations.map { "VIOLATION: \($0)" } + [
                "kill: \(rounds) rounds from seed \(seed) in \(Int(seconds)) s; acknowledged: \(counts); "
                    + "refused: \(refused); cut off: \(cutOff), of them done \(cutOffButDone); leftovers swept: \(swept); violations: \(violations.count)"
            ]).joined(separator: "\n")
    }

    /// Takes over what was acknowledged, and gives what was under way.
    private mutating func follow(_ journal: [Substring]) -> [String: Change] {
        var underWay: [Int: Change] = [:]
        for line in journal {
            if let change = Change(line: line) {
                underWay[change.task] = change
                continue
            }
            let words = line.split(separator: " ")
            guard words.count == 2, let task = Int(words[1]), let change = underWay.removeValue(forKey: task) else {
                violations.append("the writer said \"\(line)\"")
                continue
            }
            if words[0] == "done" {
                acknowledged[change.kind, default: 0] += 1
                check(change, was: true)
                expected[change.key] = change.result
            } else {
                refused += 1
                check(change, was: false)
            }
        }
        return Dictionary(uniqueKeysWithValues: underWay.values.map { ($0.key, $0) })
    }

    /// A condition must have been judged by what was acknowledged before.
    private mutating func check(_ change: Change, was done: Bool) {
        let isThere = expected[change.key] != nil
        let shouldBeDone =
            switch change.kind {
            case .put, .delete: true
            case .create: !isThere
            case .replace: isThere
            }
        if done != shouldBeDone {
            violations.append("\(change.line) was \(done ? "done" : "refused"), object there: \(isThere)")
        }
    }

    private mutating func compare(_ store: FileObjectStore, pending: [String: Change]) async throws {
        for key in (0..<Writer.taskCount).flatMap(Writer.keys) {
            let found = try await bytes(under: key, in: store)
            if found == expected[key]?.bytes {
                if pending[key] != nil { cutOff += 1 }
                continue
            }
            guard let change = pending[key], found == change.result?.bytes else {
                violations.append("\(key): \(found.map { "\($0.readableBytes) other bytes" } ?? "nothing") found")
                continue
            }
            cutOff += 1
            cutOffButDone += 1
            expected[key] = change.result
        }
        var listed: Set<String> = []
        for try await object in store.list(pageSize: 7) {
            listed.insert(object.key.rawValue)
            let bytes = try await store.get(object.key).body.collect(upTo: 1 << 30)
            if bytes.readableBytes != object.size { violations.append("\(object.key): listed with another size") }
        }
        if listed != Set(expected.keys) { violations.append("listed: \(listed.sorted())") }
        swept += try await store.sweep(olderThan: .zero).removedFiles
        let left = try FileManager.default.contentsOfDirectory(atPath: root + "/.renditions/temporary")
        if !left.isEmpty { violations.append("left after the sweep: \(left)") }
    }

    /// The whole object, held against its digest by the store; nil where there is none.
    private func bytes(under key: String, in store: FileObjectStore) async throws -> ByteBuffer? {
        do {
            return try await store.get(ObjectKey(key)).body.collect(upTo: 1 << 30)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }
}
