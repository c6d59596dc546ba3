/// The profiles of a user: what the files `config` and `credentials` say together.
package struct AWSProfiles: Hashable, Sendable {
    /// By their names.
    package private(set) var profiles: [String: ProfileSection] = [:]
    /// Sections that say where services are, by their names.
    package private(set) var services: [String: ProfileSection] = [:]

    package init() {}

    /// - Parameters:
    ///   - config: its headings are `default`, `profile NAME` and `services NAME`; others say nothing here.
    ///   - credentials: its headings are names. Where both say something, this one counts.
    package init(config: ProfileFile = ProfileFile(), credentials: ProfileFile = ProfileFile()) {
        // `profile default` comes last, so that it counts where `default` says something else.
        for (heading, section) in config.sections.sorted(by: { $0.key < $1.key }) {
            if heading == "default" {
                profiles["default", default: ProfileSection()].merge(section)
            } else if let name = Self.name(in: heading, after: "profile ") {
                profiles[name, default: ProfileSection()].merge(section)
            } else if let name = Self.name(in: heading, after: "services ") {
                services[name, default: ProfileSection()].merge(section)
            }
        }
        for (heading, section) in credentials.sections {
            profiles[Self.unquoted(heading), default: ProfileSection()].merge(section)
        }
    }

    private static func name(in heading: String, after word: String) -> String? {
        heading.hasPrefix(word) ? unquoted(String(heading.dropFirst(word.count))) : nil
    }

    /// Names with space in them may be quoted.
    private static func unquoted(_ name: String) -> String {
        guard name.count >= 2, let mark = name.first, mark == "\"" || mark == "'", name.last == mark else {
            return name
        }
        return String(name.dropFirst().dropLast())
    }
}
