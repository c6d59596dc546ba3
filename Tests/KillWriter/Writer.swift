internal import Foundation
internal import Renditions
internal import RenditionsFileSystem

/// Changes a store at random until it is killed, and tells each change on standard output before it begins and after
/// it was acknowledged. What was written to a pipe stays there when the writer is killed.
struct Writer {
    static let taskCount = 4

    let root: String
    let seed: UInt64

    func run() async throws {
        let store = try FileObjectStore(root: root)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<Self.taskCount {
                group.addTask { try await write(to: store, task: task) }
            }
            try await group.waitForAll()
        }
    }

    /// Keys that only this task changes: objects beside folders of the same name, names that are escaped, names that
    /// are split.
    static func keys(task: Int) -> [String] {
        let long = String(repeating: "long-", count: 60)
        return [
            "t\(task)/a", "t\(task)/a/b", "t\(task)/a/b/c.jpg", "T\(task)/Ünï cödé.jpg", "t\(task)-flat",
            "\(long)/\(task)",
            "t\(task)/gone/and/back/\(task)",
        ]
    }

    private func write(to store: FileObjectStore, task: Int) async throws {
        var generator = SeededGenerator(seed: seed &* 31 &+ UInt64(task))
        let keys = Self.keys(task: task)
        while true {
            let size = generator.next() % 8 == 0 ? Int(generator.next() % 600_000) : Int(generator.next() % 20_000)
            let change = Change(
                task: task, kind: Change.Kind.allCases[Int(generator.next() % 4)],
                key: keys[Int(generator.next() % UInt64(keys.count))],
                content: Content(seed: generator.next(), size: size))
            tell(change.line)
            do {
                tell(try await make(change, in: store) ? "done \(task)" : "refused \(task)")
                // Empty folders go while others write into them.
                if generator.next() % 16 == 0 { _ = try await store.sweep(olderThan: .zero) }
            } catch {
                // Told here, because the driver may kill the process before its end would show.
                tell("the writer failed: \(error)")
                throw error
            }
        }
    }

    /// Whether the change was made; false where its condition did not hold.
    private func make(_ change: Change, in store: FileObjectStore) async throws -> Bool {
        let key = try ObjectKey(change.key)
        do {
            switch change.kind {
            case .put: _ = try await store.put(change.content.body, at: key)
            case .create: _ = try await store.put(change.content.body, at: key, options: PutOptions(mode: .create))
            case .replace:
                let tag = try await store.head(key).entityTag
                _ = try await store.put(change.content.body, at: key, options: PutOptions(mode: .replace(tag)))
            case .delete: try await store.delete(key)
            }
            return true
        } catch let error as StoreError where [.preconditionFailed, .notFound].contains(error.code) {
            return false
        }
    }

    /// One call of write for each line: a line is in the pipe whole or not at all.
    private func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
