internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsVips
internal import RenditionsWorkflow

/// Looks at everything from outside, when nobody works any more.
struct FinalCheck {
    let scratch: Scratch
    let gallery: Gallery
    let engine: VipsEngine
    let originals: FileObjectStore
    let renditions: FileObjectStore
    let records: SQLiteMetadataStore
    private(set) var violations: [String] = []
    private(set) var images = 0
    private(set) var refusals = 0
    /// Renditions of versions that were replaced, which a sweep takes.
    private(set) var orphans = 0
    /// Temporary files of writes that were cut off.
    private(set) var leftovers = 0

    init(_ scratch: Scratch, gallery: Gallery) throws {
        self.scratch = scratch
        self.gallery = gallery
        engine = try VipsEngine()
        originals = try scratch.originals()
        renditions = try scratch.renditions()
        records = try scratch.records()
    }

    /// - Parameters:
    ///   - standings: what must be there.
    ///   - poison: what must have been given up.
    mutating func run(_ standings: [ObjectKey: Standing], givenUp poison: ObjectKey? = nil) async throws {
        try await checkRecords(of: standings)
        var wanted: Set<ObjectKey> = []
        for (key, standing) in standings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard key != poison else {
                try await checkGivenUp(key)
                continue
            }
            wanted.formUnion(try await check(key, standing))
        }
        try await checkRest(wanted)
        try await checkLeftovers()
    }

    mutating func add(_ violation: String) { violations.append(violation) }

    /// - Returns: the renditions that there must be of it.
    private mutating func check(_ key: ObjectKey, _ standing: Standing) async throws -> [ObjectKey] {
        let record = try await records.record(AssetID(original: key))?.value
        let found = try await bytes(under: key, in: originals)
        switch standing {
        case .absent where found == nil, .either where found == nil:
            return try await checkAbsence(of: key, record)
        case .present(let content), .either(let content):
            guard let found, found == content.bytes(from: gallery) else {
                add("\(key): the original is \(found == nil ? "gone" : "another") and was not erased")
                return []
            }
            return try await check(key, content, found, record)
        case .erasing: add("\(key): its erasure was never acknowledged")
        case .absent: add("\(key): the original was erased or deleted and is there")
        }
        return []
    }

    private mutating func check(
        _ key: ObjectKey, _ content: Content, _ bytes: ByteBuffer, _ record: AssetRecord?
    ) async throws -> [ObjectKey] {
        let tag = try await originals.head(key).entityTag
        guard let record, record.original.entityTag == tag else {
            add("\(key): \(record == nil ? "no record" : "the record is of another version")")
            return []
        }
        let state: AssetState = content.failureCode == nil ? .ready : .failed
        guard record.state == state, record.failure?.code == content.failureCode else {
            add("\(key): \(content.kind) is recorded as \(record.state), \(record.failure?.code ?? "no failure")")
            return []
        }
        guard content.failureCode == nil else {
            refusals += 1
            if !record.renditions.isEmpty { add("\(key): no image, and has renditions") }
            return []
        }
        images += 1
        // The same engine makes the same bytes of the same original: what is stored must be what comes out here.
        let expected = try await engine.render(Scratch.recipe.renditions, from: ImageSource(bytes))
        if record.renditions.count != expected.count { add("\(key): \(record.renditions.count) renditions") }
        for image in expected { try await check(key, image, record.renditions[image.name]) }
        return record.renditions.values.map(\.key)
    }

    private mutating func check(_ key: ObjectKey, _ image: RenderedImage, _ record: RenditionRecord?) async throws {
        guard let record, let stored = try await bytes(under: record.key, in: renditions) else {
            return add("\(key): the rendition \(image.name) is \(record == nil ? "not recorded" : "not stored")")
        }
        let object = try await renditions.head(record.key)
        if object.entityTag != record.entityTag || object.size != record.bytes {
            add("\(key): the rendition \(image.name) is not the one that is recorded")
        }
        if stored != image.bytes { add("\(key): the rendition \(image.name) is of something else") }
        let decoded = try await engine.render([Rendition("check", as: .png())], from: ImageSource(stored))
        if decoded.first?.size != record.size { add("\(key): the rendition \(image.name) has another size") }
    }

    private mutating func checkAbsence(of key: ObjectKey, _ record: AssetRecord?) async throws -> [ObjectKey] {
        // An upload that was deleted before anybody saw it may have left nothing at all.
        if let record, record.state != .deleted || record.erasure?.completed == nil {
            add("\(key) is gone, and its record says \(record.state)")
        }
        for try await object in renditions.list(prefix: ObjectKey.renditionPrefix(of: AssetID(original: key))) {
            add("\(object.key) has outlived its original")
        }
        return []
    }

    /// The whole object, held against its digest by the store; nil where there is none.
    func bytes(under key: ObjectKey, in store: FileObjectStore) async throws -> ByteBuffer? {
        do {
            return try await store.get(key).body.collect(upTo: 1 << 30)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    mutating func found(orphans: Int, leftovers: Int) {
        self.orphans += orphans
        self.leftovers += leftovers
    }
}
