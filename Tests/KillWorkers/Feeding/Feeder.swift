internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsTesting
internal import RenditionsWorkflow

/// Uploads, replaces, deletes and erases originals at random, and remembers what must come of it. The same seed gives the
/// same changes in the same order.
struct Feeder {
    /// How many keys there are at most; then old ones are used again.
    private static let maximumKeys = 150

    let gallery: Gallery
    private let originals: FileObjectStore
    private let journal: WorkflowJournal
    private var generator: SeededRandom
    private(set) var keys: [ObjectKey] = []
    private(set) var standings: [ObjectKey: Standing] = [:]
    /// What was under a key before it was absent.
    private var former: [ObjectKey: Content] = [:]
    /// Erasures that nobody has acknowledged.
    private var erasures: [Int: ObjectKey] = [:]
    private var errands = 0
    private(set) var counts: [String: Int] = [:]

    init(_ scratch: Scratch, gallery: Gallery, journal: WorkflowJournal, seed: UInt64) throws {
        self.gallery = gallery
        originals = try scratch.originals()
        self.journal = journal
        generator = SeededRandom(seed: seed)
    }

    /// Makes the next change.
    ///
    /// - Returns: what workers have to be told about it.
    mutating func change() async throws -> [Errand] {
        let choice = generator.next() % 100
        let key = try key(isNew: choice < 45)
        switch (choice, standings[key]) {
        case (_, .erasing): return []
        case (75..<87, .present), (75..<87, .either): return try await delete(key)
        case (87..<95, .present), (87..<95, .either): return erase(key)
        case (_, .absent?): return try await bringBack(key)
        default: return try await upload(content(isImage: choice % 9 != 0), at: key)
        }
    }

    /// Deletes one picture and erases another, of those that are there for certain.
    mutating func retireTwo() async throws -> [Errand] {
        let pictures = keys.filter { key in
            guard case .present(let content)? = standings[key] else { return false }
            return content.failureCode == nil
        }
        guard pictures.count > 1 else { return [] }
        return try await delete(pictures[0]) + erase(pictures[1])
    }

    /// An errand is acknowledged: the journal has it.
    mutating func acknowledge(_ number: Int) {
        guard let key = erasures.removeValue(forKey: number), !erasures.values.contains(key) else { return }
        former[key] = standings[key]?.content
        standings[key] = .absent
    }

    /// Uploads a file as it is, for trials that need a certain one.
    mutating func upload(_ content: Content, at key: ObjectKey) async throws -> [Errand] {
        count(standings[key] == nil ? "uploaded" : "replaced")
        if content.failureCode != nil { count("no images") }
        if standings[key] == nil { keys.append(key) }
        return try await put(content, at: key)
    }

    private mutating func delete(_ key: ObjectKey) async throws -> [Errand] {
        count("deleted")
        try await originals.delete(key)
        former[key] = standings[key]?.content
        standings[key] = .absent
        return tell(key)
    }

    private mutating func erase(_ key: ObjectKey) -> [Errand] {
        guard let content = standings[key]?.content else { return [] }
        count("erased")
        standings[key] = .erasing(content)
        errands += 1
        erasures[errands] = key
        return [Errand(number: errands, kind: .erase, key: key)]
    }

    /// Uploads something where there was something before; half of the times the same bytes.
    private mutating func bringBack(_ key: ObjectKey) async throws -> [Errand] {
        count("brought back")
        let isSame = generator.next().isMultiple(of: 2)
        let content = former[key].flatMap { isSame ? $0 : nil } ?? content(isImage: true)
        return try await put(content, at: key)
    }

    private mutating func put(_ content: Content, at key: ObjectKey) async throws -> [Errand] {
        // Asked before the upload: what has not ended then may take it.
        let isBeingErased = try await isBeingErased(key)
        _ = try await originals.put(ObjectBody(content.bytes(from: gallery)), at: key)
        standings[key] = isBeingErased ? .either(content) : .present(content)
        return tell(key)
    }

    /// Whether an erasure that was asked for has not ended. Those of originals that were found gone take no original.
    private func isBeingErased(_ key: ObjectKey) async throws -> Bool {
        let running = try await journal.page(
            ExecutionListRequest(workflow: EraseAsset.name, status: .running, limit: 1_000))
        return try running.executions.contains { execution in
            let request: EraseRequest = try execution.input.decoded()
            return request.key == key && request.reason == .requested
        }
    }

    /// Once, or twice as triggers do.
    private mutating func tell(_ key: ObjectKey) -> [Errand] {
        (0...generator.next() % 2).map { _ in
            errands += 1
            return Errand(number: errands, kind: .ingest, key: key)
        }
    }

    private mutating func key(isNew: Bool) throws -> ObjectKey {
        let number = Int(generator.next() % UInt64(max(1, keys.count)))
        guard keys.isEmpty || isNew && keys.count < Self.maximumKeys else { return keys[number] }
        return try ObjectKey("uploads/ünï \(keys.count).img")
    }

    private mutating func content(isImage: Bool) -> Content {
        let number = Int(generator.next() % UInt64(gallery.files.count))
        // Halves are those of the formats of which the reader sees that something is missing.
        let kind: Content.Kind = isImage ? .picture(number) : number.isMultiple(of: 2) ? .text : .half(number / 4 * 4)
        return Content(kind: kind, serial: generator.next())
    }

    private mutating func count(_ change: String) { counts[change, default: 0] += 1 }
}
