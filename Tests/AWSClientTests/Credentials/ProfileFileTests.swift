import AWSClient
import Testing

@Suite struct ProfileFileTests {
    private func section(_ text: String, _ heading: String = "default") throws -> ProfileSection {
        try #require(try ProfileFile(text, name: "config").sections[heading])
    }

    @Test func readsWhatIsOdd() throws {
        let text =
            "\u{FEFF}# a comment\r\n; another\r\n   # one that begins with space\r\n\r\n"
            + "[default] ; behind a heading\r\n"
            + "Region=eu-central-1\r\n"
            + "  \r\n"
            + "name with space \t = \tvalue with space  \t\r\n"
            + "commented = a # b\r\n"
            + "not_commented = a#b;c\r\n"
            + "empty =\r\n"
            + "equals = a=b=c\r\n"
            + "long = first\r\n\tsecond\r\n   third = 3\r\n"
            + "twice = 1\r\ntwice = 2\r\n"
            + "[ profile \t spaced   out ]\r\n"
            + "region = a\r\n"
            + "[default]\r\nmerged = yes\r\nregion = us-east-1"
        let section = try section(text)
        #expect(
            section.properties == [
                "region": "us-east-1", "name with space": "value with space", "commented": "a",
                "not_commented": "a#b;c",
                "empty": "", "equals": "a=b=c", "long": "first\nsecond\nthird = 3", "twice": "2", "merged": "yes",
            ])
        #expect(section["empty"] == nil)
        #expect(try self.section(text, "profile spaced out").properties == ["region": "a"])
    }

    @Test func readsPropertiesWithinOthers() throws {
        let section = try section(
            """
            [services local]
            s3 =
              # a comment
              Endpoint_URL = http://127.0.0.1:9000

              other = x
            dynamodb =
              endpoint_url = http://127.0.0.1:8000
            """, "services local")
        #expect(
            section.nested == [
                "s3": ["endpoint_url": "http://127.0.0.1:9000", "other": "x"],
                "dynamodb": ["endpoint_url": "http://127.0.0.1:8000"],
            ])
    }

    @Test(arguments: [
        ("key = hush\n[default]", 1), ("[default\nkey = hush", 1), ("[default]\nhush", 2), ("[default]\n = hush", 2),
        ("[default]\n  key = hush", 2), ("[]\n", 1), ("[ \t ]", 1), ("[default] hush", 1),
        ("[default]\ns3 =\n  hush", 3), ("  key = hush", 1),
    ])
    func namesTheLineAndNothingInIt(_ text: String, _ line: Int) {
        let error = #expect(throws: AWSError.self) { try ProfileFile(text, name: "the file") }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.hasPrefix("Line \(line) of the file ") == true)
        #expect(error.map { "\($0)".contains("hush") } == false)
    }

    @Test func mergesBothFiles() throws {
        let profiles = AWSProfiles(
            config: try ProfileFile(
                """
                [profile default]
                region = preferred
                [default]
                region = other
                output = json
                [profile 'quoted name']
                region = q
                [profile user]
                aws_access_key_id = config
                region = r
                [user]
                region = not a profile
                [services s]
                s3 =
                  endpoint_url = http://x
                [sso-session x]
                sso_region = y
                """, name: "config"),
            credentials: try ProfileFile(
                """
                [user]
                aws_access_key_id = credentials
                [profile default]
                region = not this one
                ["only here"]
                aws_access_key_id = k
                """, name: "credentials"))
        #expect(profiles.profiles["default"]?.properties == ["region": "preferred", "output": "json"])
        #expect(profiles.profiles["user"]?.properties == ["aws_access_key_id": "credentials", "region": "r"])
        #expect(profiles.profiles["quoted name"]?["region"] == "q")
        #expect(profiles.profiles["only here"]?["aws_access_key_id"] == "k")
        #expect(profiles.services["s"]?.nested["s3"]?["endpoint_url"] == "http://x")
        #expect(profiles.profiles["x"] == nil)
    }
}
