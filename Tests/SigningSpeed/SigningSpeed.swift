import AWSClient
import Foundation
import NIOCore
import NIOHTTP1

/// What signatures cost. Prints microseconds for each kind: the least of several rounds, since whatever else the machine
/// does only ever adds.
@main enum SigningSpeed {
    static func main() {
        let credentials = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: String(repeating: "token", count: 80))
        let time = SigningTime(Date(timeIntervalSince1970: 1_440_938_160))
        let s3 = RequestSigner(service: "s3", region: "us-east-1", rules: .s3)
        let dynamo = RequestSigner(service: "dynamodb", region: "us-east-1", rules: .general)
        let item = ByteBuffer(repeating: 0x61, count: 1024)

        report("get of an object, in headers") {
            var headers: HTTPHeaders = ["Host": "bucket.s3.us-east-1.amazonaws.com", "Range": "bytes=0-9"]
            return s3.sign(
                method: .GET, path: "/originals/2026/11/27/photograph.jpg", headers: &headers, payload: .empty,
                with: credentials, at: time
            ).value
        }
        report("the same in the query") {
            var query: [QueryItem] = []
            return s3.presign(
                method: .GET, path: "/originals/2026/11/27/photograph.jpg", query: &query,
                headers: ["Host": "bucket.s3.us-east-1.amazonaws.com"], payload: .unsigned, seconds: 900,
                with: credentials, at: time
            ).value
        }
        report("call with 1 KiB of JSON, hashed") {
            var headers: HTTPHeaders = [
                "Host": "dynamodb.us-east-1.amazonaws.com", "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDB_20120810.PutItem",
            ]
            return dynamo.sign(
                method: .POST, path: "/", headers: &headers, payload: .of(item), with: credentials, at: time
            ).value
        }
        report("the key of a new day") {
            SigningKey(
                secret: credentials.secretAccessKey,
                scope: SigningScope(day: "20150830", region: "us-east-1", service: "s3")
            ).signature(of: "")
        }
        reportChunks(s3, credentials, time)
    }

    private static func report(_ name: String, _ sign: () -> String) {
        let calls = 2000
        let least = (0..<15).map { _ in seconds { for _ in 0..<calls { precondition(sign().utf8.count == 64) } } }.min()
        print("\(name): \(String(format: "%.2f", (least ?? 0) / Double(calls) * 1_000_000)) µs")
    }

    /// A body of 64 MiB, coded.
    private static func reportChunks(_ signer: RequestSigner, _ credentials: AWSCredentials, _ time: SigningTime) {
        let piece = ByteBuffer(repeating: 0x61, count: 256 * 1024)
        var headers: HTTPHeaders = ["Host": "bucket.s3.us-east-1.amazonaws.com"]
        let codings: [(String, ChunkedEncoding)] = [
            ("signed", ChunkedEncoding(signsChunks: true, trailer: nil)),
            ("signed, CRC32C behind", ChunkedEncoding(signsChunks: true, trailer: .crc32c)),
            ("CRC32C behind", ChunkedEncoding(signsChunks: false, trailer: .crc32c)),
            ("SHA-256 behind", ChunkedEncoding(signsChunks: false, trailer: .sha256)),
        ]
        for (name, coding) in codings {
            let seed = signer.sign(
                method: .PUT, path: "/object", headers: &headers, payload: coding.payloadHash, with: credentials,
                at: time)
            let least = (0..<5).map { _ in
                seconds {
                    var encoder = ChunkEncoder(coding, seed: seed)
                    var length = 0
                    for _ in 0..<256 { length += encoder.encode(piece)?.readableBytes ?? 0 }
                    length += encoder.finish().readableBytes
                    precondition(length == coding.encodedLength(64 << 20))
                }
            }.min()
            print("chunks, \(name): \(Int(64 / (least ?? 1))) MiB/s")
        }
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let (seconds, attoseconds) = ContinuousClock().measure(body).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
