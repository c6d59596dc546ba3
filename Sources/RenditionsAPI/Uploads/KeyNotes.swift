internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

/// Which image a use of an idempotency key was answered with. Whoever writes it down first decides for all that send the same
/// key, now and later.
struct KeyNotes: Sendable {
    struct Decision: Sendable {
        /// The original of the image.
        var owner: ObjectKey
        /// SHA-256 of the bytes that were sent, in hexadecimal.
        var digest: String
    }

    let notes: any ObjectStore

    /// - Parameter key: where the upload goes, which follows from the idempotency key.
    /// - Returns: nil where nothing is decided.
    /// - Throws: `StoreError`.
    func decision(for key: ObjectKey) async throws -> Decision? {
        do {
            let object = try await notes.get(try Self.place(of: key))
            let text = try await object.body.collect(upTo: 16 << 10)
            let value = try? JSONValue(json: Array(text.readableBytesView))
            guard let owner = value?["key"]?.stringValue.flatMap({ try? ObjectKey($0) }),
                let digest = value?["digest"]?.stringValue
            else { throw StoreError(.corrupt, "The note of an idempotency key can't be understood.") }
            return Decision(owner: owner, digest: digest)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    /// Writes a decision down.
    ///
    /// - Returns: what is decided, which is what somebody else has written where they were first.
    func decide(_ decision: Decision, for key: ObjectKey) async throws -> Decision {
        let text = (["key": .string(decision.owner.rawValue), "digest": .string(decision.digest)] as JSONValue).json
        do {
            _ = try await notes.put(
                ObjectBody(ByteBuffer(string: text)), at: try Self.place(of: key),
                options: PutOptions(mode: .create, contentType: "application/json"))
            return decision
        } catch let error as StoreError where error.code == .preconditionFailed {
            return try await self.decision(for: key) ?? decision
        }
    }

    private static func place(of key: ObjectKey) throws -> ObjectKey { try ObjectKey("keys/\(key.lastSegment)") }
}
