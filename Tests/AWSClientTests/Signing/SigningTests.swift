import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// Known answers that need no files: of AWS's documents, or computed by other programs.
@Suite struct SigningTests {
    private let credentials = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    private let time = SigningTime(Date(timeIntervalSince1970: 1_440_938_160))

    /// The example of AWS's guide to signatures.
    @Test func signsTheGuidesRequest() {
        var headers: HTTPHeaders = [
            "Host": "iam.amazonaws.com", "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        ]
        let signature = RequestSigner(service: "iam", region: "us-east-1", rules: .general).sign(
            method: .GET, path: "/", query: [QueryItem("Version", "2010-05-08"), QueryItem("Action", "ListUsers")],
            headers: &headers, payload: .empty, with: credentials, at: time)
        #expect(signature.value == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
        #expect(
            headers.first(name: "Authorization")
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date, Signature=\(signature.value)")
    }

    /// The example of the same guide.
    @Test func derivesTheGuidesKey() {
        let key = SigningKey(
            secret: credentials.secretAccessKey,
            scope: SigningScope(day: "20150830", region: "us-east-1", service: "iam"))
        let text =
            "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"
            + "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
        #expect(
            key.signature(of: text) == "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    }

    /// The example of S3's reference, of a policy that a form is posted with.
    @Test func signsAPolicy() {
        let key = SigningKey(
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            scope: SigningScope(day: "20151229", region: "us-east-1", service: "s3"))
        let policy = """
            { "expiration": "2015-12-30T12:00:00.000Z",\r
              "conditions": [\r
                {"bucket": "sigv4examplebucket"},\r
                ["starts-with", "$key", "user/user1/"],\r
                {"acl": "public-read"},\r
                {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},\r
                ["starts-with", "$Content-Type", "image/"],\r
                {"x-amz-meta-uuid": "14365123651274"},\r
                {"x-amz-server-side-encryption": "AES256"},\r
                ["starts-with", "$x-amz-meta-tag", ""],\r
            \r
                {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},\r
                {"x-amz-algorithm": "AWS4-HMAC-SHA256"},\r
                {"x-amz-date": "20151229T000000Z" }\r
              ]\r
            }
            """
        #expect(
            key.signature(of: Data(policy.utf8).base64EncodedString())
                == "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e")
    }

    @Test func leavesKeysOfObjectsAsTheyAre() {
        let expected = [
            "/bucket/a//b": "/bucket/a//b", "/bucket/./x": "/bucket/./x", "/bucket/x/../y": "/bucket/x/../y",
            "/bucket/a%20b": "/bucket/a%20b", "/bucket/a%2Fb": "/bucket/a%2Fb", "/bucket/a+b": "/bucket/a%2Bb",
            "/bucket/%C3%A9": "/bucket/%C3%A9", "/bucket/$x": "/bucket/%24x", "": "/",
        ]
        for (path, canonical) in expected { #expect(canonicalPath(path, .s3) == canonical) }
    }

    @Test func normalizesOtherPathsAndEncodesThemTwice() {
        let expected = [
            "/a//b": "/a/b", "/./x": "/x", "/x/../y": "/y", "/a%20b": "/a%2520b", "/..": "/", "": "/",
            "/2015-03-31/functions/arn%3Aaws%3Alambda/invocations":
                "/2015-03-31/functions/arn%253Aaws%253Alambda/invocations",
        ]
        for (path, canonical) in expected { #expect(canonicalPath(path, .general) == canonical) }
    }

    private func canonicalPath(_ path: String, _ rules: SigningRules) -> String {
        let request = CanonicalRequest(
            method: .GET, path: path, query: [], headers: ["Host": "h"], payload: .empty, rules: rules)
        return String(String(decoding: request.bytes, as: UTF8.self).split(separator: "\n")[1])
    }

    @Test func doesNotSignWhatProxiesChange() {
        let request = CanonicalRequest(
            method: .GET, path: "/", query: [],
            headers: [
                "Host": "h", "User-Agent": "u", "X-Amzn-Trace-Id": "t", "Connection": "close", "Expect": "100-continue",
                "X-Amz-Meta-A": "1",
            ], payload: .empty, rules: .s3)
        #expect(request.signedHeaders == "host;x-amz-meta-a")
    }

    @Test func sortsWhatIsEncoded() {
        // As it is written `ä` comes after `z`; as it is sent it begins with a percent sign.
        let items = [
            QueryItem("z", "1"), QueryItem("ä", "2"), QueryItem("a", "2"), QueryItem("a", "10"), QueryItem("a"),
        ]
        let request = CanonicalRequest(
            method: .GET, path: "/", query: items, headers: ["Host": "h"], payload: .empty, rules: .general)
        #expect(
            String(decoding: request.bytes, as: UTF8.self).hasPrefix("GET\n/\n%C3%A4=2&a=&a=10&a=2&z=1\n"))
    }

    @Test func keepsKeysForTheDay() {
        let cache = SigningKeyCache(capacity: 2)
        func key(_ day: String, _ region: String = "us-east-1", secret: String = "s") -> String {
            cache.key(secret: secret, scope: SigningScope(day: day, region: region, service: "s3")).signature(of: "x")
        }
        #expect(key("20260101") == key("20260101"))
        #expect(cache.count == 1)
        #expect(key("20260101") != key("20260101", secret: "other"))
        #expect(key("20260101") != key("20260102"))
        #expect(key("20260102") != key("20260102", "eu-central-1"))
        #expect(cache.count <= 2)
    }

    @Test func tellsTheTime() {
        #expect(time.stamp == "20150830T123600Z")
        for (seconds, stamp) in [
            (0.0, "19700101T000000Z"), (951_782_399.9, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
            (951_868_800, "20000301T000000Z"), (4_107_542_399, "21000228T235959Z"), (4_107_542_400, "21000301T000000Z"),
            (-1, "19691231T235959Z"),
        ] { #expect(SigningTime(Date(timeIntervalSince1970: seconds)).stamp == stamp) }
    }

    @Test func showsNoSecret() {
        let secrets = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "whisper")
        var dumped = ""
        dump(secrets, to: &dumped)
        for text in ["\(secrets)", String(reflecting: secrets), dumped, "\([secrets])", "\(Optional(secrets) as Any)"] {
            #expect(!text.contains("hush"))
            #expect(!text.contains("whisper"))
            #expect(text.contains("AKID"))
        }
    }
}
