import RenditionsService
import Testing

/// From where settings come, and how they are shown.
@Suite struct SettingsTests {
    @Test func everySettingHasASample() {
        #expect(Set(Setting.all.map(\.key)) == Set(SettingSamples.all.keys))
        #expect(Setting.all.count == SettingSamples.all.count)
        #expect(Set(Setting.all.filter(\.isSecret).map(\.key)) == SettingSamples.secrets)
    }

    @Test(arguments: Setting.all.map(\.key)) func everyPlaceIsHeard(_ key: String) async throws {
        let setting = try #require(Setting.all.first { $0.key == key })
        let sample = try #require(SettingSamples.all[key])
        let shown = setting.isSecret ? "***" : sample
        let folder = try TemporaryFolder()
        let file = try folder.write(SettingSamples.yaml([key: sample]), to: "server.yaml")
        let places: [(arguments: [String], environment: [String: String], origin: String)] = [
            ([setting.argument, sample], [:], setting.argument),
            (["\(setting.argument)=\(sample)"], [:], setting.argument),
            ([], [setting.variable: sample], setting.variable), (["--config", file], [:], file),
            ([], ["RENDITIONS_CONFIG": file], file),
        ]
        let standard = await ServerToolRun(["--print-config"])
        let before = try standard.values
        #expect(before[key] != shown)
        for place in places {
            let run = await ServerToolRun(["--print-config"] + place.arguments, environment: place.environment)
            #expect(run.status == 0, "\(run.errors)")
            let values = try run.values
            #expect(values[key] == shown)
            #expect(values.filter { $0.key != key } == before.filter { $0.key != key })
            #expect(run.origins.filter { $0 != "default" } == [place.origin])
        }
    }

    @Test(arguments: [
        (true, true, true, "1003"), (false, true, true, "1002"), (false, false, true, "1001"),
        (true, false, true, "1003"), (false, false, false, "8080"),
    ])
    func argumentsWinOverVariablesOverTheFile(_ argument: Bool, _ variable: Bool, _ file: Bool, _ port: String)
        async throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.write("http:\n  port: 1001\n  host: \"::\"\n", to: "server.yaml")
        let run = await ServerToolRun(
            ["--print-config"] + (argument ? ["--http-port", "1003"] : []) + (file ? ["--config", path] : []),
            environment: variable ? ["RENDITIONS_HTTP_PORT": "1002"] : [:])
        #expect(try run.values["http.port"] == port)
        // What a stronger place does not say is still taken from a weaker one.
        #expect(try run.values["http.host"] == (file ? "::" : "127.0.0.1"))
    }

    @Test func whatIsPrintedCanBeFedInAgain() async throws {
        let folder = try TemporaryFolder()
        let samples = SettingSamples.all.filter { !SettingSamples.secrets.contains($0.key) }
        let first = await ServerToolRun(
            ["--print-config"]
                + samples.sorted { $0.key < $1.key }.map { key, value in
                    "--" + key.map { $0 == "." ? "-" : String($0) }.joined() + "=" + value
                })
        #expect(first.status == 0, "\(first.errors)")
        let path = try folder.write(first.output, to: "printed.yaml")
        let second = await ServerToolRun(["--print-config", "--config", path])
        #expect(second.status == 0, "\(second.errors)")
        #expect(try second.values == (try first.values))
        #expect(Set(second.origins) == [path])
        #expect(second.origins.count == Setting.all.count)
    }

    @Test func jsonIsReadAsWell() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            #"{"http": {"port": 1001, "allowed-origins": ["https:\/\/a.example"]}, "metrics": {"enabled": false}}"#,
            to: "server.json")
        let values = try await ServerToolRun(["--print-config", "--config", path]).values
        #expect(values["http.port"] == "1001")
        #expect(values["http.allowed-origins"] == "https://a.example")
        #expect(values["metrics.enabled"] == "false")
    }

    @Test func listsAreGivenWithCommasOrAgain() async throws {
        for arguments in [
            ["--processing-allow", "svg,pdf"], ["--processing-allow", "svg", "--processing-allow", "pdf"],
            ["--processing-allow=svg", "--processing-allow=pdf"],
        ] {
            #expect(try await ServerToolRun(["--print-config"] + arguments).values["processing.allow"] == "svg,pdf")
        }
        let none = await ServerToolRun(
            ["--print-config", "--processing-allow="], environment: ["RENDITIONS_PROCESSING_ALLOW": "svg"])
        #expect(try none.values["processing.allow"] == "")
    }

    @Test func flagsMayStandByThemselves() async throws {
        for (arguments, value) in [
            (["--processing-lenient"], "true"), (["--processing-lenient", "--http-port", "1"], "true"),
            (["--processing-lenient", "false"], "false"), (["--processing-lenient=true"], "true"),
        ] {
            #expect(try await ServerToolRun(["--print-config"] + arguments).values["processing.lenient"] == value)
        }
    }

    @Test func secretsAreNeverPrinted() async {
        let samples = SettingSamples.secrets.compactMap { key in
            SettingSamples.all[key].map { (Setting.all.first { $0.key == key }?.variable ?? "", $0) }
        }
        let run = await ServerToolRun(["--print-config"], environment: Dictionary(uniqueKeysWithValues: samples))
        #expect(run.output.contains("tokens: [\"***\"]  # RENDITIONS_ACCESS_TOKENS"))
        #expect(run.output.contains("secret: \"***\"  # RENDITIONS_ACCESS_JWT_SECRET"))
        for (_, value) in samples { #expect(!run.output.contains(value)) }
    }

    @Test func commentsAndEmptySectionsSetNothing() async throws {
        let folder = try TemporaryFolder()
        for text in ["", "# nothing\n", "http:\n  # port: 1\nstorage:\n", "{}"] {
            let run = await ServerToolRun(["--print-config", "--config", try folder.write(text, to: "server.yaml")])
            #expect(run.status == 0, "\(run.errors)")
            #expect(Set(run.origins) == ["default"])
        }
    }
}
