#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Opens envelopes until there are records, and keeps what became of each.
struct MessageReader {
    let limits: IngestLimits
    private(set) var records: [IngestRecord] = []

    init(limits: IngestLimits) { self.limits = limits }

    mutating func read(_ bytes: some Sequence<UInt8>) throws {
        // Not one byte more than it takes to know that there are too many.
        let bytes = Array(bytes.prefix(max(0, limits.bytes) + 1))
        guard bytes.count <= limits.bytes else {
            throw IngestError(.tooLarge, "The message has more than \(limits.bytes) bytes.")
        }
        try read(bytes, level: 1, messageID: nil)
    }

    /// - Parameters:
    ///   - level: of the JSON text among those around it, from 1.
    ///   - messageID: of the SQS message in which it stands.
    private mutating func read(_ bytes: [UInt8], level: Int, messageID: String?) throws {
        guard level <= limits.envelopes else {
            throw IngestError(.tooLarge, "More than \(limits.envelopes) envelopes are one in another.")
        }
        let document = try Self.document(bytes, nesting: limits.nesting)
        if let records = document.records {
            guard records.count <= limits.records - self.records.count else {
                throw IngestError(.tooLarge, "The message has more than \(limits.records) records.")
            }
            if records.isEmpty { try append(.ignored(.empty), 0, messageID) }
            for (index, record) in records.enumerated() {
                try read(record, index: index, level: level, messageID: messageID)
            }
        } else if let envelope = document.envelope {
            try read(envelope, level: level, messageID: messageID)
        } else if let event = document.bridgeEvent {
            try append(event.outcome, 0, messageID)
        } else if document.isTest {
            try append(.ignored(.test), 0, messageID)
        } else {
            throw IngestError(
                .unknownForm, "The message is none of S3, EventBridge, SNS or SQS. Is the right source subscribed?")
        }
    }

    private mutating func read(_ record: WireRecord, index: Int, level: Int, messageID: String?) throws {
        switch record.content {
        case .notification(let notification): try append(notification.outcome, index, messageID)
        case .message(let body):
            // One message that can't be read is no reason to give the others up.
            do {
                try read(Array(body.utf8), level: level + 1, messageID: messageID ?? record.messageID)
            } catch let error as IngestError {
                try append(.failed(error), index, messageID ?? record.messageID)
            }
        case .envelope(let envelope):
            do {
                try read(envelope, level: level, messageID: messageID)
            } catch let error as IngestError {
                try append(.failed(error), index, messageID)
            }
        case .other(let name): try append(.ignored(.otherEvent(named: name)), index, messageID)
        case .unreadable(let error): try append(.failed(error), index, messageID ?? record.messageID)
        }
    }

    private mutating func read(_ envelope: TopicEnvelope, level: Int, messageID: String?) throws {
        guard envelope.type == "Notification" else { return try append(.ignored(.subscription), 0, messageID) }
        guard let message = envelope.message else {
            throw IngestError(.invalidRecord, "An SNS notification has no message.")
        }
        try read(Array(message.utf8), level: level + 1, messageID: messageID)
    }

    private mutating func append(_ outcome: IngestRecord.Outcome, _ index: Int, _ messageID: String?) throws {
        guard records.count < limits.records else {
            throw IngestError(.tooLarge, "The message has more than \(limits.records) records.")
        }
        records.append(IngestRecord(index: index, messageID: messageID, outcome: outcome))
    }

    private static func document(_ bytes: [UInt8], nesting: Int) throws -> WireDocument {
        try JSONStructure.check(bytes, nesting: nesting)
        do {
            return try JSONDecoder().decode(WireDocument.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw IngestError(.invalidDocument, "The message can't be read as JSON: \(error.fault).")
        }
    }
}
