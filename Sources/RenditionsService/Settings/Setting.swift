internal import RenditionsApp

/// One thing that the server can be told: by which name, what is accepted, and to which property it goes.
///
/// ``all`` is the only list of them. Help, `--print-config`, the page of documentation and the search for what is not
/// known follow from it.
package struct Setting: Sendable {
    /// As a configuration file nests it: `http.port`.
    package let key: String
    let kind: SettingKind
    /// What it is for, in a sentence.
    package let help: String
    /// Whether the value is never shown.
    package var isSecret = false
    /// What holds by default, where it differs from machine to machine.
    var standardWords: String?
    /// Puts a value where it belongs. The kind has accepted it.
    let write: @Sendable (inout ServerSettings, SettingValue) -> Void
    /// What is set, as it would be written in a file.
    let read: @Sendable (ServerSettings) -> SettingValue

    /// As an argument: `--http-port`.
    package var argument: String { "--" + key.map { $0 == "." ? "-" : String($0) }.joined() }

    /// As a variable of the environment: `RENDITIONS_HTTP_PORT`.
    package var variable: String {
        Self.variablePrefix + key.map { $0 == "." || $0 == "-" ? "_" : $0.uppercased() }.joined()
    }

    /// What is accepted, in words.
    package var accepted: String { kind.words }

    /// What holds where nothing is said, in words; nil for nothing.
    package var standard: String? {
        if let standardWords { return standardWords }
        let texts = read(ServerSettings()).texts.filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: ",")
    }

    /// What stands before every variable.
    static let variablePrefix = "RENDITIONS_"

    static func named(_ key: String) -> Setting? { all.first { $0.key == key } }
}

extension Setting {
    /// The same setting, whose value is never shown.
    var secret: Setting {
        var setting = self
        setting.isSecret = true
        return setting
    }

    /// The same setting, whose default differs from machine to machine.
    func standing(at words: String) -> Setting {
        var setting = self
        setting.standardWords = words
        return setting
    }

    static func text(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, String> & Sendable, _ help: String
    ) -> Setting { string(key, .text, path, help) }

    static func path(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, String> & Sendable, _ help: String
    ) -> Setting { string(key, .path, path, help) }

    static func choice(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, String> & Sendable, of words: [String],
        _ help: String
    ) -> Setting { string(key, .choice(words), path, help) }

    private static func string(
        _ key: String, _ kind: SettingKind, _ path: any WritableKeyPath<ServerSettings, String> & Sendable,
        _ help: String
    ) -> Setting {
        Setting(
            key: key, kind: kind, help: help, write: { $0[keyPath: path] = $1.text },
            read: { .one($0[keyPath: path]) })
    }

    static func flag(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, Bool> & Sendable, _ help: String
    ) -> Setting {
        Setting(
            key: key, kind: .flag, help: help, write: { $0[keyPath: path] = $1.text == "true" },
            read: { .one("\($0[keyPath: path])") })
    }

    static func count(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, Int> & Sendable, in range: ClosedRange<Int>,
        _ help: String
    ) -> Setting {
        Setting(
            key: key, kind: .count(range), help: help,
            write: { settings, value in Int(value.text).map { settings[keyPath: path] = $0 } },
            read: { .one("\($0[keyPath: path])") })
    }

    static func bytes(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, Int> & Sendable, in range: ClosedRange<Int>,
        _ help: String
    ) -> Setting {
        Setting(
            key: key, kind: .bytes(range), help: help,
            write: { settings, value in ByteCount(argument: value.text).map { settings[keyPath: path] = $0.bytes } },
            read: { .one(ByteCount($0[keyPath: path]).exact) })
    }

    static func seconds(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, Double> & Sendable, in range: ClosedRange<Double>,
        _ help: String
    ) -> Setting {
        Setting(
            key: key, kind: .seconds(range), help: help,
            write: { settings, value in Double(value.text).map { settings[keyPath: path] = $0 } },
            read: { .one(SettingKind.text(of: $0[keyPath: path])) })
    }

    /// - Parameter words: what may stand in it; nil for anything.
    static func list(
        _ key: String, _ path: any WritableKeyPath<ServerSettings, [String]> & Sendable, of words: [String]? = nil,
        _ help: String
    ) -> Setting {
        Setting(
            key: key, kind: .list(words), help: help, write: { $0[keyPath: path] = $1.texts },
            read: { .many($0[keyPath: path]) })
    }
}
