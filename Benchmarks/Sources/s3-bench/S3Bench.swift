import Foundation
import NIOCore
import Renditions
import RenditionsAWS

/// Puts every file of a folder into a bucket, or gets every object under a prefix into a folder, and says in a line of JSON
/// how long that took without the start of the process. `README.md` says what it is compared with.
@main
enum S3Bench {
    /// Files under way at once, which is what the AWS command line has by default.
    private static let width = 10

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 4, let way = arguments.first, ["put", "get"].contains(way) else {
            FileHandle.standardError.write(Data("Usage: s3-bench put|get FOLDER BUCKET PREFIX\n".utf8))
            exit(2)
        }
        let rest = Array(arguments.dropFirst())
        let folder = URL(filePath: rest[0], directoryHint: .isDirectory)
        let account = try await AWSAccount.load(environment: ProcessInfo.processInfo.environment, home: nil)
        let store = try S3ObjectStore(bucket: rest[1], prefix: rest[2], account: account)
        let clock = ContinuousClock()
        let began = clock.now
        let bytes = way == "put" ? try await put(folder, store) : try await get(folder, store)
        let seconds = (clock.now - began) / .seconds(1)
        try await account.shutdown()
        print("{\"seconds\": \(seconds), \"bytes\": \(bytes)}")
    }

    private static func put(_ folder: URL, _ store: S3ObjectStore) async throws -> Int {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try await atOnce(names) { name in
            let file = try SourceFile(folder.appending(path: name))
            return try await store.put(file.body, at: ObjectKey(name)).size
        }
    }

    private static func get(_ folder: URL, _ store: S3ObjectStore) async throws -> Int {
        var keys: [ObjectKey] = []
        for try await object in store.list() { keys.append(object.key) }
        return try await atOnce(keys) { key in
            let object = try await store.get(key)
            let file = try TargetFile(folder.appending(path: key.rawValue))
            for try await chunk in object.body { try file.write(chunk) }
            try file.close()
            return object.metadata.size
        }
    }

    private static func atOnce<Item: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Int
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            var bytes = 0
            for (position, item) in items.enumerated() {
                if position >= width { bytes += try await group.next() ?? 0 }
                group.addTask { try await work(item) }
            }
            for try await size in group { bytes += size }
            return bytes
        }
    }
}
