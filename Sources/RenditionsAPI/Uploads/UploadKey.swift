internal import Crypto
internal import Renditions

/// Under which keys uploads are stored. Nothing in one comes from who sent it.
enum UploadKey {
    /// One that nothing has: 128 bits of chance.
    static func random() throws -> ObjectKey { try key(of: Secret.random(count: 16).hexadecimal) }

    /// The one of an idempotency key, so that what is sent again comes to the same place, also after a crash.
    ///
    /// - Parameters:
    ///   - subject: who sends it; keys of others are other keys.
    ///   - index: of the file in a form.
    static func repeated(_ idempotencyKey: String, by subject: String, index: Int) throws -> ObjectKey {
        let parts = [subject, idempotencyKey, "\(index)"].map { Array($0.utf8) }
        return try key(of: String(Fingerprint(of: parts).description.prefix(32)))
    }

    private static func key(of name: String) throws -> ObjectKey { try ObjectKey("uploads/\(name)") }
}
