import AWSClient
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer

/// A store in front of a server that goes wrong as a test says. Its pauses take no time.
enum S3Faults {
    static let tag = "0cc175b9c0f1b6a831c399e269772661"

    static func with<Result>(
        _ script: @escaping ScriptedServer.Script, _ body: (S3ObjectStore, ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await with(S3ObjectStore.Configuration(), script, body)
    }

    static func with<Result>(
        _ configuration: S3ObjectStore.Configuration, timing: Timing = Timing(clock: PromptClock()),
        quota: RetryQuota = RetryQuota(), _ script: @escaping ScriptedServer.Script,
        _ body: (S3ObjectStore, ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await ScriptedServer.run(script) { server in
            try await AWSHTTPClient.with { http in
                let client = try TestBucket.client(
                    server.url, "AKIDEXAMPLE", "secret", http, quota: quota, timing: timing)
                let store = try S3ObjectStore(
                    bucket: "photos", client: client, configuration: configuration, timing: timing)
                return try await body(store, server)
            }
        }
    }

    /// The error of a call that must have one.
    static func failure(_ body: () async throws -> Void) async throws -> StoreError {
        do {
            try await body()
        } catch let error as StoreError {
            return error
        }
        throw CheckFailure("The call must fail, and returned.")
    }

    /// An object, or a range of one, as S3 gives it.
    static func object(
        _ bytes: [UInt8], range: Range<Int>? = nil, headers: [(String, String)] = [],
        fault: ScriptedAnswer.Fault? = nil
    ) -> ScriptedAnswer {
        var fields = HTTPHeaders([
            ("ETag", "\"\(tag)\""), ("Last-Modified", "Fri, 27 Nov 2026 06:30:00 GMT"),
            ("Content-Type", "image/jpeg"),
        ])
        fields.add(contentsOf: HTTPHeaders(headers))
        if let range {
            fields.add(
                name: "Content-Range", value: "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)")
        }
        return ScriptedAnswer(
            range == nil ? .ok : .partialContent, headers: fields,
            body: ByteBuffer(bytes: range.map { bytes[$0] } ?? bytes[...]), fault: fault)
    }

    /// An upload in parts has begun.
    ///
    /// - Parameter upload: its number.
    static func begun(_ upload: String = "U1") -> ScriptedAnswer {
        ScriptedAnswer(
            text: "<InitiateMultipartUploadResult><UploadId>\(upload)</UploadId></InitiateMultipartUploadResult>")
    }

    static let written = ScriptedAnswer(headers: ["ETag": "\"\(tag)\"", "Date": "Fri, 27 Nov 2026 06:30:00 GMT"])
}

extension ScriptedRequest {
    /// Where a range begins, as `Range` asks.
    var rangeStart: Int? {
        headers.first(name: "Range").flatMap { Int($0.dropFirst("bytes=".count).prefix { $0 != "-" }) }
    }
}
