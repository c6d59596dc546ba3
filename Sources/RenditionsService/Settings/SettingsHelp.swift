/// What `renditions-server --help` prints.
struct SettingsHelp {
    /// Of a line.
    var columns: Int

    var text: String {
        var lines = wrapped(
            "OVERVIEW: Takes images over HTTP, makes renditions of them and serves those. Everything is kept in one folder."
        )
        lines += ["", "USAGE: renditions-server [--config <file>] [<settings>]", ""]
        lines += wrapped(
            "A setting is taken from where it is said first: an argument such as --http-port 8080, a variable such as "
                + "RENDITIONS_HTTP_PORT, the configuration file (YAML or JSON, http: {port: 8080}), the default. Lists are "
                + "given with commas, or by repeating the argument. Bytes may be given with K, M or G for powers of 1,024."
        )
        lines += ["", "OPTIONS:"]
        for (name, help) in Self.options { lines += entry(name, help) }
        lines += ["", "SETTINGS:"]
        for setting in Setting.all {
            lines += entry("\(setting.argument) \(setting.kind.placeholder)", Self.help(setting))
        }
        return (lines + ["", Self.statuses]).joined(separator: "\n")
    }

    /// What a setting is for, what is accepted, and what holds by default.
    static func help(_ setting: Setting) -> String {
        var notes: [String] = []
        switch setting.kind {
        case .count, .choice, .list(.some): notes.append(setting.kind.words)
        case .bytes, .seconds, .text, .path, .flag, .list(nil): break
        }
        if let standard = setting.standard { notes.append("default: \(standard)") }
        return setting.help + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    }

    private static let options = [
        ("--config <file>", "The configuration file; RENDITIONS_CONFIG names it as well."),
        ("--print-config", "Prints every setting with where it comes from, as a configuration file, and ends."),
        ("--version", "Show the version."), ("-h, --help", "Show help information."),
    ]

    private static let statuses = """
        Exit status:
          0         ended on SIGTERM or SIGINT; what was accepted is done, or goes on
                    at the next start
          2         the settings are not valid; nothing was done
          3         a store or the port can't be opened, or libvips is missing or unsafe
          130, 143  ended at once, by a second signal or because it took too long;
                    what was accepted goes on at the next start
        """

    private func entry(_ name: String, _ help: String) -> [String] {
        ["  " + name] + wrapped(help, indent: 10)
    }

    private func wrapped(_ text: String, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = margin
        for word in text.split(separator: " ") {
            if line.count > indent, line.count + 1 + word.count > columns {
                lines.append(line)
                line = margin
            }
            line += (line.count > indent ? " " : "") + word
        }
        return lines + [line]
    }
}
