internal import NIOCore
internal import NIOHTTP1

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One call of the function, as the Runtime API gives it.
struct Invocation: Sendable {
    let id: String
    let deadline: Date
    let functionARN: String
    let traceHeader: String?
    let event: ByteBuffer

    /// - Throws: ``LambdaError`` with code `runtime-unavailable`: what has no ID can't be answered.
    init(_ fields: HTTPHeaders, event: ByteBuffer) throws {
        guard let id = fields.first(name: "Lambda-Runtime-Aws-Request-Id"), !id.isEmpty,
            id.utf8.allSatisfy({ Self.isOfIDs($0) })
        else { throw LambdaError(.runtimeUnavailable, "The Runtime API gave an invocation without an ID.") }
        guard let text = fields.first(name: "Lambda-Runtime-Deadline-Ms"), let milliseconds = Int64(text) else {
            throw LambdaError(.runtimeUnavailable, "The Runtime API gave an invocation without a deadline.")
        }
        self.id = id
        deadline = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        functionARN = fields.first(name: "Lambda-Runtime-Invoked-Function-Arn") ?? ""
        traceHeader = fields.first(name: "Lambda-Runtime-Trace-Id")
        self.event = event
    }

    /// It becomes a segment of a path.
    private static func isOfIDs(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
