import AWSClient
import Testing

@Suite struct EndpointTests {
    private let config = """
        [default]
        region = eu-central-1
        [profile both]
        services = local
        endpoint_url = http://profile:1
        [profile general]
        endpoint_url = http://profile:1
        [profile ignoring]
        endpoint_url = http://profile:1
        ignore_configured_endpoint_urls = true
        [services local]
        s3 =
          endpoint_url = http://section:2
        """

    private func settings(_ environment: [String: String]) throws -> AWSSettings {
        AWSSettings(
            environment: environment, profiles: AWSProfiles(config: try ProfileFile(config, name: "config")))
    }

    /// What the environment says, which service is called, and where that is.
    private static let precedence: [(environment: [String: String], service: AWSService, url: String?)] = [
        ([:], .s3, nil),
        (["AWS_ENDPOINT_URL": "http://all:3"], .s3, "http://all:3"),
        (["AWS_ENDPOINT_URL": "http://all:3"], .dynamoDB, "http://all:3"),
        (["AWS_ENDPOINT_URL_S3": "http://s3:4"], .s3, "http://s3:4"),
        (["AWS_ENDPOINT_URL_S3": "http://s3:4"], .dynamoDB, nil),
        (["AWS_ENDPOINT_URL_SFN": "http://sfn:4"], .stepFunctions, "http://sfn:4"),
        (["AWS_ENDPOINT_URL_DYNAMODB": "http://ddb:4"], .dynamoDB, "http://ddb:4"),
        (["AWS_ENDPOINT_URL_EVENTBRIDGE": "http://bus:4"], .eventBridge, "http://bus:4"),
        (["AWS_ENDPOINT_URL": "http://all:3", "AWS_ENDPOINT_URL_S3": "http://s3:4"], .s3, "http://s3:4"),
        (["AWS_ENDPOINT_URL": "http://all:3", "AWS_ENDPOINT_URL_S3": ""], .s3, "http://all:3"),
        (["AWS_PROFILE": "general"], .s3, "http://profile:1"),
        (["AWS_PROFILE": "both"], .s3, "http://section:2"),
        (["AWS_PROFILE": "both"], .dynamoDB, "http://profile:1"),
        (["AWS_PROFILE": "both", "AWS_ENDPOINT_URL": "http://all:3"], .s3, "http://all:3"),
        (["AWS_PROFILE": "both", "AWS_ENDPOINT_URL_S3": "http://s3:4"], .s3, "http://s3:4"),
        (["AWS_PROFILE": "ignoring"], .s3, nil),
        (["AWS_PROFILE": "ignoring", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"], .s3, "http://profile:1"),
        (["AWS_ENDPOINT_URL_S3": "http://s3:4", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"], .s3, nil),
        (["AWS_PROFILE": "both", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"], .s3, nil),
        (["AWS_PROFILE": "nobody"], .s3, nil),
    ]

    @Test(arguments: precedence.indices) func isWhereSettingsSay(_ index: Int) throws {
        let row = Self.precedence[index]
        #expect(try settings(row.environment).endpoint(of: row.service)?.description == row.url)
    }

    @Test func refusesWhatIsNoEndpoint() throws {
        for url in [
            "", "s3.example", "ftp://s3.example", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a:x",
            "http://user:secret@a", "http://a?x=y", "http://a#f", "http://a b", "http://ä", "http://[::1",
            "http://a\\b",
            "http://a\r\nHost:b",
        ] {
            let error = #expect(throws: AWSError.self, "\(url)") {
                try settings(["AWS_ENDPOINT_URL": url, "AWS_ENDPOINT_URL_S3": url]).endpoint(of: .s3)
                    ?? AWSEndpoint(url: url)
            }
            #expect(error?.code == .invalidConfiguration)
            #expect(error?.message.contains("secret") == false)
        }
    }

    @Test func readsEndpoints() throws {
        for (url, authority, path, isSecure) in [
            ("https://S3.Example", "s3.example", "", true), ("https://a:443/", "a", "", true),
            ("http://a:80", "a", "", false), ("http://a:443", "a:443", "", false),
            ("http://127.0.0.1:9000/x/y//", "127.0.0.1:9000", "/x/y", false), ("http://[::1]:8", "[::1]:8", "", false),
            ("HTTP://a", "a", "", false),
        ] {
            let endpoint = try AWSEndpoint(url: url)
            #expect(endpoint.authority == authority)
            #expect(endpoint.path == path)
            #expect(endpoint.isSecure == isSecure)
        }
    }

    @Test func knowsThePartitions() throws {
        for (region, service, url) in [
            ("eu-central-1", AWSService.s3, "https://s3.eu-central-1.amazonaws.com"),
            ("us-east-1", .stepFunctions, "https://states.us-east-1.amazonaws.com"),
            ("cn-north-1", .dynamoDB, "https://dynamodb.cn-north-1.amazonaws.com.cn"),
            ("us-gov-west-1", .tokens, "https://sts.us-gov-west-1.amazonaws.com"),
            ("eu-central-1", .accessManagement, "https://iam.amazonaws.com"),
            ("cn-northwest-1", .accessManagement, "https://iam.cn-north-1.amazonaws.com.cn"),
            ("us-gov-east-1", .accessManagement, "https://iam.us-gov.amazonaws.com"),
        ] { #expect(try AWSRegion(region).endpoint(of: service).description == url) }
        #expect(try AWSRegion("cn-north-1").partition == "aws-cn")
        #expect(try AWSRegion("us-gov-east-1").partition == "aws-us-gov")
        #expect(try AWSRegion("ap-south-2").partition == "aws")
        #expect(try AWSRegion("ap-south-2").signingRegion(of: .accessManagement) == "us-east-1")
        #expect(try AWSRegion("ap-south-2").signingRegion(of: .s3) == "ap-south-2")
    }

    @Test func findsTheRegion() throws {
        #expect(try settings([:]).region().name == "eu-central-1")
        #expect(try settings(["AWS_DEFAULT_REGION": "b"]).region().name == "b")
        #expect(try settings(["AWS_DEFAULT_REGION": "b", "AWS_REGION": "a"]).region().name == "a")
        #expect(try settings(["AWS_REGION": "a"]).region("given").name == "given")
        let error = #expect(throws: AWSError.self) { try settings(["AWS_PROFILE": "general"]).region() }
        #expect(error?.code == .invalidConfiguration)
        // A region is a part of a host's name.
        for name in ["evil.example/", "a.b", "A", "-a", "a b", "a@b", ""] {
            #expect(throws: AWSError.self) { try AWSRegion(name) }
        }
    }
}
