#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a record says of an object, before it is known whether that can be.
struct ObjectFacts {
    var key: String
    var bucket: String
    var size: Int?
    var entityTag: String?
    var versionID: String?
    var sequencer: String?
    var time: Date?

    /// - Throws: ``IngestError`` with codes `invalid-key`, `invalid-record`.
    func event(_ kind: IngestEvent.Kind, source: IngestEvent.Source) throws -> IngestEvent {
        guard (size ?? 0) >= 0 else { throw IngestError(.invalidRecord, "A record's object has a negative size.") }
        for text in [bucket, entityTag, versionID] {
            guard text?.utf8.count ?? 0 <= 1024, text?.utf8.contains(0) != true else {
                throw IngestError(.invalidRecord, "A record's bucket, entity tag or version is too long or has a NUL.")
            }
        }
        guard !bucket.isEmpty else { throw IngestError(.invalidRecord, "A record names no bucket.") }
        let key: ObjectKey
        do {
            key = try ObjectKey(self.key)
        } catch let error as StoreError {
            throw IngestError(.invalidKey, error.message)
        }
        return IngestEvent(
            kind, key, bucket: bucket, size: size,
            entityTag: entityTag.flatMap(Self.unquoted).map { EntityTag($0) },
            versionID: versionID.flatMap { $0.isEmpty ? nil : $0 }, sequencer: sequencer.flatMap { Sequencer($0) },
            time: time, source: source)
    }

    /// Some stores send the quotes of the HTTP header along.
    private static func unquoted(_ tag: String) -> String? {
        let isQuoted = tag.utf8.count >= 2 && tag.hasPrefix("\"") && tag.hasSuffix("\"")
        let text = isQuoted ? String(tag.dropFirst().dropLast()) : tag
        return text.isEmpty ? nil : text
    }
}

extension IngestRecord.Outcome {
    static func reading(_ event: () throws -> IngestEvent) -> Self {
        do {
            return .event(try event())
        } catch {
            return .failed(IngestError(reading: error))
        }
    }
}

extension IngestError {
    /// Why a record can't be read; an error of this kind as it is.
    init(reading error: any Error) {
        if let error = error as? IngestError {
            self = error
        } else {
            let fault = (error as? DecodingError)?.fault ?? "it is not valid"
            self.init(.invalidRecord, "A record can't be read: \(fault).")
        }
    }
}
