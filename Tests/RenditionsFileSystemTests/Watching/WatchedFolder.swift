import Foundation
import Renditions
import RenditionsFileSystem
import RenditionsTesting
import Synchronization

/// A folder to be watched, with what a test does in it.
final class WatchedFolder: Sendable {
    let temporary: TemporaryFolder
    /// The folder itself. Things may be made beside it and moved in.
    let root: String
    let problems = Mutex<[FolderProblem]>([])

    init() throws {
        temporary = try TemporaryFolder()
        root = temporary.path("in")
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    /// - Parameter clock: by default one that has files stand still at once.
    func watcher(
        clock: any Clock<Duration> = InstantClock(), usesSystemEvents: Bool = true, acceptsEmptied: Bool = false,
        name: String? = nil
    ) throws -> FolderWatcher {
        try FolderWatcher(
            root: root, state: temporary.path("state.sqlite"),
            configuration: .init(
                name: name, usesSystemEvents: usesSystemEvents, acceptsEmptied: acceptsEmptied, clock: clock
            ) { [weak self] problem in
                self?.problems.withLock { $0.append(problem) }
            })
    }

    func path(_ name: String) -> String { root + "/" + name }

    func write(_ text: String, to name: String) throws {
        let path = path(name)
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// As ``write(_:to:)``, without a moment at which only a part is there.
    func place(_ text: String, at name: String) throws {
        let outside = temporary.path("outside")
        try Data(text.utf8).write(to: URL(fileURLWithPath: outside))
        let folder = (path(name) as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard rename(outside, path(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func move(_ name: String, to newName: String) throws {
        try FileManager.default.moveItem(atPath: path(name), toPath: path(newName))
    }
}

/// What an event says, in short.
struct Told: Hashable, CustomStringConvertible {
    var kind: IngestEvent.Kind
    var key: String
    var size: Int?

    init(_ kind: IngestEvent.Kind, _ key: String, _ size: Int? = nil) {
        self.kind = kind
        self.key = key
        self.size = size
    }

    init(_ delivery: FolderDelivery) {
        self.init(delivery.event.kind, delivery.event.key.rawValue, delivery.event.size)
    }

    var description: String { "\(kind) \(key)" + (size.map { " (\($0))" } ?? "") }
}

extension FolderEvents.Iterator {
    /// The next events, acknowledged.
    mutating func take(_ count: Int) async throws -> [Told] {
        var told: [Told] = []
        while told.count < count, let delivery = try await next() {
            try await delivery.acknowledge()
            told.append(Told(delivery))
        }
        return told
    }

    /// Returns when all of these have come, among any others.
    mutating func see(_ expected: Set<Told>) async throws {
        var missing = expected
        while !missing.isEmpty { missing.subtract(try await take(1)) }
    }

    /// The events up to the first one of this key, acknowledged; without that one.
    mutating func take(until key: ObjectKey) async throws -> [Told] {
        var told: [Told] = []
        while let delivery = try await next() {
            try await delivery.acknowledge()
            if delivery.event.key == key { break }
            told.append(Told(delivery))
        }
        return told
    }
}
