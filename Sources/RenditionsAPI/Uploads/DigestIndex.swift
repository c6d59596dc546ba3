internal import Crypto
internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

/// Which original has which bytes, so that the same bytes are kept and processed once.
struct DigestIndex: Sendable {
    let notes: any ObjectStore
    let processor: ImageProcessor

    /// How often one looks again because others write at the same time.
    private static let attempts = 8

    /// A digest as it is stored: hexadecimal.
    static func text(_ digest: [UInt8]) -> String { digest.hexadecimal }

    /// The original that has these bytes already, or else the one that claims it now.
    ///
    /// - Throws: `StoreError`.
    func owner(of digest: [UInt8], claimedBy key: ObjectKey) async throws -> ObjectKey {
        let note = try Self.note(of: Self.text(digest))
        guard notes.capabilities.isSuperset(of: [.create, .replace]) else { return key }
        var mode = PutOptions.Mode.create
        for _ in 0..<Self.attempts {
            do {
                let claim = ByteBuffer(string: (["key": .string(key.rawValue)] as JSONValue).json)
                _ = try await notes.put(
                    ObjectBody(claim), at: note, options: PutOptions(mode: mode, contentType: "application/json"))
                return key
            } catch let error as StoreError where [.preconditionFailed, .notFound].contains(error.code) {
                guard let (owner, tag) = try await read(note) else {
                    mode = .create
                    continue
                }
                if owner == key { return key }
                if let owner, try await isAlive(owner) { return owner }
                mode = .replace(tag)
            }
        }
        // Whoever else writes here keeps the claim; two copies are better than none.
        return key
    }

    /// Forgets who has these bytes, if it is this one.
    func forget(_ digest: String, of key: ObjectKey) async throws {
        let note = try Self.note(of: digest)
        guard try await read(note)?.owner == key else { return }
        try await notes.delete(note)
    }

    private static func note(of digest: String) throws -> ObjectKey { try ObjectKey("digests/\(digest)") }

    /// - Returns: nil where there is no note; no owner where it can't be understood.
    private func read(_ note: ObjectKey) async throws -> (owner: ObjectKey?, tag: EntityTag)? {
        do {
            let object = try await notes.get(note)
            let text = try await object.body.collect(upTo: 16 << 10)
            let value = try? JSONValue(json: Array(text.readableBytesView))
            return (value?["key"]?.stringValue.flatMap { try? ObjectKey($0) }, object.metadata.entityTag)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    /// Whether what is sent now may be answered with that original: it is there, and not erased.
    private func isAlive(_ key: ObjectKey) async throws -> Bool {
        if try await processor.records.record(AssetID(original: key))?.value.state == .deleted { return false }
        return try await processor.originals.contains(key)
    }
}
