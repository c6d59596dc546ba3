import Renditions
import RenditionsFileSystem
import Testing

@Suite struct KeyCodecTests {
    @Test(arguments: [
        ("photos/cat.jpg", "photos+/cat.jpg"),
        ("a", "a"),
        ("a/b", "a+/b"),
        ("photos/2024/Cat.jpg", "photos+/2024+/%43at.jpg"),
        (".hidden/-rf", "%2ehidden+/%2drf"),
        ("a+", "a%2b"),
        ("a=", "a%3d"),
        ("100%.jpg", "100%25.jpg"),
        ("caf\u{E9}.jpg", "caf%c3%a9.jpg"),
        ("cafe\u{301}.jpg", "cafe%cc%81.jpg"),
    ])
    func writesNamesAsDocumented(key: String, path: String) throws {
        #expect(joined(KeyCodec.path(for: try ObjectKey(key))) == path)
    }

    @Test func splitsLongSegments() throws {
        let path = KeyCodec.path(for: try ObjectKey(String(repeating: "x", count: 300)))
        #expect(path.folders.map(\.utf8.count) == [141, 141])
        #expect(path.folders.allSatisfy { $0.hasSuffix("=") })
        #expect(path.file == String(repeating: "x", count: 20))
        // A dot that comes first in a part is escaped there too: no part is hidden, `.` or `..`.
        let dots = KeyCodec.path(for: try ObjectKey(String(repeating: "x", count: 140) + ".."))
        #expect(dots.file == "%2e.")
    }

    /// Every key comes back, so that no two keys have one path; and no two paths differ only in what some file system
    /// overlooks.
    @Test(.showsSeed) func comesBackFromRandomKeys() {
        var generator = TestSeed.generator
        var keys: Set<ObjectKey> = []
        while keys.count < 100_000 {
            if let key = RandomKey.make(using: &generator) { keys.insert(key) }
        }
        var paths: Set<String> = []
        var wrong = 0
        for key in keys {
            let path = KeyCodec.path(for: key)
            if decoded(path) != Array(key.rawValue.utf8) || !isSafe(path) { wrong += 1 }
            paths.insert(joined(path))
        }
        #expect(wrong == 0)
        #expect(paths.count == keys.count)
    }

    @Test(arguments: ["", "+", "=", "Cat", "%4", "%41%", "%61", "%4A", "a b", ".", "..", ".x", "-x", "a%2fb/", "é"])
    func refusesNamesThatNoKeyHas(name: String) {
        // "%61" would be a second way to write "a".
        #expect(KeyCodec.decode(name) == nil)
    }

    private func joined(_ path: ObjectPath) -> String { (path.folders + [path.file]).joined(separator: "/") }

    /// The bytes of the key that the names spell.
    private func decoded(_ path: ObjectPath) -> [UInt8]? {
        var bytes: [UInt8] = []
        for name in path.folders + [path.file] {
            guard let name = KeyCodec.decode(name) else { return nil }
            bytes += name.bytes
            if name.kind == .folder { bytes.append(UInt8(ascii: "/")) }
        }
        return bytes
    }

    /// Lower-case ASCII that no file system folds, short enough, not hidden.
    private func isSafe(_ path: ObjectPath) -> Bool {
        (path.folders + [path.file]).allSatisfy { name in
            name.utf8.count <= 141 && name.utf8.first != UInt8(ascii: ".") && name != ".renditions"
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                    default: "_-.%+=".utf8.contains(byte)
                    }
                }
        }
    }
}
