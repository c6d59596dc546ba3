internal import Crypto
internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is remembered of an upload link. The token itself is kept nowhere: who reads the notes can use no link.
struct UploadNote: Sendable, Codable {
    /// Where the file goes.
    var key: ObjectKey
    var expires: Date
    var filename: String?
    /// The most bytes that the file may have, where less was asked for than is accepted.
    var maximumBytes: Int?
    /// Until when nobody else may send a file, since somebody does.
    var takenUntil: Date?
    /// Whether a file was taken under the link.
    var isUsed = false

    /// A token: 256 bits of chance, in base 64 for URLs.
    static func newToken() -> String { Data(Secret.random(count: 32)).base64URL }

    static func place(of token: String) throws -> ObjectKey {
        try ObjectKey("\(prefix)\(SHA256.hash(data: Array(token.utf8)).hexadecimal)")
    }

    static let prefix = "upload-links/"

    /// The note of a token, with what its state is known by; nil where there is none.
    static func read(
        _ token: String, in notes: any ObjectStore
    ) async throws -> (note: UploadNote, tag: EntityTag)? {
        try await read(at: try place(of: token), in: notes)
    }

    static func read(
        at place: ObjectKey, in notes: any ObjectStore
    ) async throws -> (note: UploadNote, tag: EntityTag)? {
        do {
            let object = try await notes.get(place)
            let text = try await object.body.collect(upTo: 16 << 10)
            return (
                try JSONDecoder().decode(UploadNote.self, from: Data(text.readableBytesView)), object.metadata.entityTag
            )
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    @discardableResult
    func write(
        _ token: String, in notes: any ObjectStore, mode: PutOptions.Mode = .create
    ) async throws -> ObjectMetadata {
        let text = try JSONEncoder().encode(self)
        return try await notes.put(
            ObjectBody(text), at: try Self.place(of: token),
            options: PutOptions(mode: mode, contentType: "application/json"))
    }

    /// Writes the note down as it is now, unless somebody else has changed it.
    ///
    /// - Parameter tag: of the note as it was read or written last.
    /// - Returns: what its state is known by then.
    /// - Throws: `StoreError`, with code `preconditionFailed` where somebody else has.
    func rewrite(_ token: String, _ tag: EntityTag, in notes: any ObjectStore) async throws -> EntityTag {
        // A store without conditions keeps the link to one file as far as creating that does.
        let mode: PutOptions.Mode = notes.capabilities.contains(.replace) ? .replace(tag) : .overwrite
        return try await write(token, in: notes, mode: mode).entityTag
    }
}
