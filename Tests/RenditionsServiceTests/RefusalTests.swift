import RenditionsService
import Testing

/// What the server does not begin with.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String] = []
        var environment: [String: String] = [:]
        var file: String?
        /// What is said.
        var message: String

        var testDescription: String { message }
    }

    static let open = [
        "--access-upload", "anyone", "--access-list", "off", "--access-read", "off", "--access-renditions", "off",
    ]

    static let cases: [Case] = [
        Case(arguments: ["--http-prot", "1"], message: "--http-prot is no setting; did you mean --http-port?"),
        Case(arguments: ["--port=1"], message: "--port is no setting; did you mean --http-port?"),
        Case(arguments: ["-p"], message: "-p is no setting"),
        Case(arguments: ["serve"], message: "serve stands by itself"),
        Case(arguments: ["--http-port"], message: "--http-port needs a value: 0 to 65535."),
        Case(arguments: ["--http-port", "--http-host", "::"], message: "--http-port needs a value"),
        Case(arguments: ["--http-port", "1", "--http-port", "2"], message: "--http-port is there twice."),
        Case(arguments: ["--config"], message: "--config needs the path of a file."),
        Case(arguments: ["--config", "/nosuch.yaml"], message: "The configuration file /nosuch.yaml can't be read"),
        Case(
            environment: ["RENDITIONS_HTTP_PRT": "1"],
            message: "RENDITIONS_HTTP_PRT is no setting; did you mean RENDITIONS_HTTP_PORT?"),
        Case(
            arguments: ["--http-port", "65536"], message: "http.port (--http-port) is 65536, and must be: 0 to 65535."),
        Case(
            environment: ["RENDITIONS_HTTP_PORT": "eighty"],
            message: "http.port (RENDITIONS_HTTP_PORT) is eighty, and must be: 0 to 65535."),
        Case(
            arguments: ["--access-upload", "anyone"], environment: ["RENDITIONS_ACCESS_TOKENS": ""],
            message: "access.tokens (RENDITIONS_ACCESS_TOKENS) is empty. Give the secret"),
        Case(
            arguments: ["--http-farewell-seconds", "5", "--shutdown-seconds", "5"],
            message: "http.farewell-seconds must be less than shutdown.seconds"),
        Case(file: "http: {port: -1}", message: "server.yaml) is -1, and must be: 0 to 65535."),
        Case(file: "http: {port: [1, 2]}", message: "server.yaml) is a list, and must be: 0 to 65535."),
        Case(file: "processing: {allow: svg}", message: "server.yaml) is a single value, and must be: list of "),
        Case(arguments: ["--http-head-seconds", "nan"], message: "is nan, and must be: seconds, 0.1 to 3600."),
        Case(arguments: ["--http-maximum-upload-bytes", "0"], message: "is 0, and must be: bytes, 1 to 1024GiB."),
        Case(arguments: ["--processing-max-memory", "1K"], message: "is 1K, and must be: bytes, 1MiB to "),
        Case(arguments: ["--access-upload", "all"], message: "is all, and must be: off, authorized, anyone."),
        Case(arguments: ["--processing-allow", "bmp"], message: "is bmp, and must be: list of "),
        Case(arguments: ["--metrics-enabled=yes"], message: "is yes, and must be: true or false."),
        Case(arguments: ["--storage-folder", "a\u{1B}[2J"], message: "is a\u{FFFD}[2J, and must be: path."),
        Case(arguments: ["--storage-folder", ""], message: "storage.folder is empty."),
        Case(arguments: ["--recipe="], message: "recipe is empty."),
        Case(arguments: ["--http-base-path", "media"], message: "http.base-path must be empty, or begin with /"),
        Case(arguments: ["--http-base-path", "/media/"], message: "http.base-path must be empty, or begin with /"),
        Case(arguments: ["--http-base-path", "/{id}"], message: "http.base-path must be empty, or begin with /"),
        Case(arguments: ["--http-origin", "https://a.example/x"], message: "http.origin must be a scheme and a host"),
        Case(arguments: ["--http-allowed-origins", "a.example"], message: "http.allowed-origins: each must be"),
        Case(
            arguments: ["--http-maximum-upload-bytes", "21M"],
            message: "http.maximum-upload-bytes is more than processing.max-bytes"),
        Case(file: "http:\n  prot: 1\n", message: "line 2: http.prot is no setting; did you mean http.port?"),
        Case(file: "http.port: 1\nhttp:\n  port:\n", message: "line 3: http.port has no value."),
        Case(file: "- 1\n", message: "the file must hold names with values"),
        Case(file: "a: [", message: "is not YAML: line "),
        Case(file: "recipe: web\nrecipe: avatar\n", message: "recipe is there twice"),
        Case(file: "processing: {allow: [{a: b}]}", message: "processing.allow must be a list of texts."),
        Case(file: "access: {tokens: [\"***\"]}", message: "is ***, which stands for a secret"),
        Case(message: "there are none: access.upload, access.list, access.read, access.renditions stand at authorized"),
        Case(arguments: open + ["--access-originals", "authorized"], message: "access.originals stand at authorized"),
        Case(
            arguments: open + ["--access-tokens", "site:upload"],
            message: "access.tokens, number 1: a token is given as subject:scope+scope:TOKEN."),
        Case(
            arguments: open + ["--access-tokens", "site:uplaod:0123456789abcdef0123456789abcdef"],
            message: "number 1: a token needs scopes, and they are upload, list, read, renditions, originals, delete."),
        Case(
            arguments: open + ["--access-tokens", "site:upload:short"],
            message: "invalid-token: access.tokens, number 1:"),
        Case(
            arguments: open + ["--access-tokens-file", "/nosuch.yaml"],
            message: "access.tokens-file: /nosuch.yaml can't be read"),
        Case(
            arguments: open + ["--access-jwt-secret", "short"], message: "unusable-key: access.jwt: "),
        Case(
            arguments: open + [
                "--access-jwt-secret", "0123456789abcdef0123456789abcdef", "--access-jwt-jwks-file", "x",
            ],
            message: "access.jwt.jwks-file and access.jwt.secret are both set."),
        Case(file: "http: 5", message: "http has settings of its own, such as http.host, and can't have a value."),
        Case(
            environment: ["RENDITIONS_HTTP_PORT": ""],
            message: "http.port (RENDITIONS_HTTP_PORT) is empty, and must be: 0 to 65535."),
        Case(arguments: ["--recipe", "wbe"], message: "recipe (wbe): There is no recipe file wbe"),
        Case(arguments: open + ["--recipe", "wbe"], message: "Did you mean web?"),
        Case(arguments: open + ["--recipe", "/nosuch.yaml"], message: "There is no recipe file /nosuch.yaml"),
        Case(
            arguments: open + ["--storage-overlays", "/nosuch"], message: "The folder of overlays can't be used"),
    ]

    @Test(arguments: cases) func isRefused(_ refusal: Case) async throws {
        let folder = try TemporaryFolder()
        var arguments = refusal.arguments
        if let file = refusal.file { arguments += ["--config", try folder.write(file, to: "server.yaml")] }
        if !arguments.contains("--storage-folder") { arguments += ["--storage-folder", folder("data")] }
        let run = await ServerToolRun(arguments, environment: refusal.environment)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(refusal.message), "\(run.errors)")
        #expect(run.errors.hasPrefix("renditions-server: "))
        #expect(!run.errors.contains("Optional("))
        #expect(!folder.contains("data"))
    }

    @Test func everythingIsSaidAtOnce() async {
        let run = await ServerToolRun(
            ["--http-port", "x", "--nonsense-of-a-name-that-is-far-from-all"],
            environment: ["RENDITIONS_RECIPES": "web"])
        #expect(run.errors.split(separator: "\n").count == 4)
        #expect(run.errors.contains("--nonsense-of-a-name-that-is-far-from-all is no setting; --help lists them."))
    }

    /// What is wrong with a secret is told without it.
    @Test func secretsAreNotQuoted() async throws {
        let folder = try TemporaryFolder()
        let secret = "0123456789abcdef/secret"
        let file = try folder.write("- {subject: a, scopes: [read], token: \(secret), note: x}", to: "tokens.yaml")
        let broken = try folder.write("- {subject: \(secret)", to: "broken.yaml")
        for arguments in [
            ["--access-tokens", secret], ["--access-tokens", "a:\(secret):b"],
            ["--access-tokens", "a:read:\(secret)!"],
            ["--access-tokens", "a:read:\(secret),b:read:\(secret)"], ["--access-tokens-file", file],
            ["--access-tokens-file", broken], ["--access-jwt-secret", secret],
            ["--access-jwt-secret", "\(secret)\u{7}"],
        ] {
            let run = await ServerToolRun(arguments + ["--storage-folder", folder("data")])
            #expect(run.status == 2, "\(arguments[0])")
            #expect(!(run.output + run.errors).contains("secret/") && !run.errors.contains(secret), "\(run.errors)")
        }
    }

    /// Variables of this package's tests mean nothing to the server.
    @Test func otherVariablesAreLeftAlone() async {
        let run = await ServerToolRun(
            ["--print-config"],
            environment: ["RENDITIONS_SEED": "1", "RENDITIONS_REQUIRE_ALL": "1", "RENDITIONSX": "1", "HTTP_PORT": "1"])
        #expect(run.status == 0)
        #expect(Set(run.origins) == ["default"])
    }
}
