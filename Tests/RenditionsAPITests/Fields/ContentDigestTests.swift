import RenditionsAPI
import RenditionsTesting
import Testing

@Suite struct ContentDigestTests {
    /// Of `{"hello": "world"}` and a line feed, as RFC 9530 has them in appendices B and D.
    private static let sha256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    private static let sha512 =
        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:"

    @Test func readsTheExamplesOfTheRFC() throws {
        let digests = try ContentDigest.list(parsing: "\(Self.sha256), \(Self.sha512)")
        #expect(digests.map(\.algorithm) == [.sha256, .sha512])
        #expect(digests.map(\.fieldValue) == [Self.sha256, Self.sha512])
        #expect(digests[0].bytes.prefix(3) == [0x44, 0xAF, 0xF4])
    }

    @Test(arguments: [
        ("", 0), ("md5=:AAAA:", 0), ("unixsum=30637", 0), ("crc32c=?1, \(sha256)", 1), ("\(sha256);a=b", 1),
        ("  \(sha256)  ", 1), ("\(sha256),\t\(sha512)", 2), ("sha=(1 2), \(sha512)", 1),
        // Padding may be missing, and the last of a name counts.
        (String(sha256.dropLast(2)) + ":", 1), ("sha-256=:AA==:, \(sha256)", 1), ("\(sha256), \(sha256)", 1),
    ])
    func passesOverWhatItDoesNotKnow(_ text: String, _ count: Int) throws {
        #expect(try ContentDigest.list(parsing: text).count == count)
    }

    @Test(arguments: [
        "sha-256", "sha-256=", "sha-256=::", "sha-256=:AAAA:", "sha-256=\"AAAA\"", "sha-256=1", "sha-256=(:AAAA:)",
        String(sha256.dropLast()), "\(sha256),", ", \(sha256)", "\(sha256) \(sha512)", "\(sha256)x", "SHA-256=:AAAA:",
        "\0",
        "sha-256=:!!!!:", "sha-256=:=AAA:", "sha-256=:A:", String(sha256.dropLast()) + "==:",
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabD=g:",
        "sha-512=\(sha256.dropFirst(8))",
        String(repeating: "a,", count: 4096) + "a",
    ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { try ContentDigest.list(parsing: text) }
        #expect(problem?.code == .invalidRequest)
    }

    @Test(.showsSeed) func readsWhatItWrites() throws {
        var random = TestSeed.generator
        for _ in 0..<500 {
            let digests = ContentDigest.Algorithm.allCases.map { algorithm in
                ContentDigest(algorithm, SeededRandom.bytes(algorithm.byteCount, seed: random.next()))
            }
            #expect(try ContentDigest.list(parsing: digests.map(\.fieldValue).joined(separator: ", ")) == digests)
        }
    }
}
