/// The settings as a configuration file, with where each comes from.
enum SettingsDocument {
    /// What stands in place of a secret.
    static let mask = "***"

    static func yaml(_ reading: SettingsReading) -> String {
        var lines: [String] = []
        var section: [Substring] = []
        for setting in Setting.all {
            let path = setting.key.split(separator: ".")
            let folders = Array(path.dropLast())
            let common = zip(section, folders).prefix { $0 == $1 }.count
            for depth in common..<max(common, folders.count) {
                lines.append(indent(depth) + "\(folders[depth]):")
            }
            section = folders
            let text = text(of: setting, in: reading.settings)
            let origin = reading.origins[setting.key] ?? "default"
            lines.append(indent(folders.count) + "\(path[folders.count]): \(text)  # \(origin)")
        }
        return lines.joined(separator: "\n")
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

    private static func text(of setting: Setting, in settings: ServerSettings) -> String {
        switch setting.read(settings) {
        case .many(let texts):
            "[\(texts.map { setting.isSecret ? quoted(mask) : quoted($0) }.joined(separator: ", "))]"
        case .one(let text) where setting.isSecret: text.isEmpty ? quoted("") : quoted(mask)
        case .one(let text):
            switch setting.kind {
            case .flag, .count, .bytes, .seconds: text
            case .text, .path, .choice, .list: quoted(text)
            }
        }
    }

    /// In quotes, in which no text is taken for something else.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
