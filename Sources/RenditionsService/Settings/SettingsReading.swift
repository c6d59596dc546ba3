internal import RenditionsApp

/// The settings, and where each of them comes from.
struct SettingsReading: Sendable {
    private(set) var settings = ServerSettings()
    /// By key: an argument, a variable or a file. What is not in it holds by default.
    private(set) var origins: [String: String] = [:]

    /// Variables that mean something else: where the configuration file is, and what tests of this package are told.
    private static let otherVariables = ["CONFIG", "SEED"]
    private static let otherPrefix = "REQUIRE_"

    /// Reads every setting from where it is said first: arguments, environment, file.
    ///
    /// - Parameter environment: all variables of the process.
    /// - Throws: ``SettingsRefusal`` with everything that is wrong; ``ToolFailure`` where the file can't be read.
    init(_ arguments: ServerArguments, environment: [String: String]) throws {
        var faults = arguments.faults + Self.unknown(in: environment)
        var sources: [SettingSource] = [.arguments(arguments), .environment(environment)]
        if let path = arguments.config ?? environment[Setting.variablePrefix + "CONFIG"] {
            let file = try ConfigurationFile(path)
            faults += file.faults
            if let source = SettingSource.file(file) { sources.append(source) }
        }
        for setting in Setting.all {
            do {
                try read(setting, from: sources)
            } catch let fault as Fault {
                faults.append(fault.text)
            }
        }
        if faults.isEmpty { faults = settings.faults }
        guard faults.isEmpty else { throw SettingsRefusal(faults: faults) }
    }

    private struct Fault: Error { var text: String }

    private mutating func read(_ setting: Setting, from sources: [SettingSource]) throws {
        for source in sources {
            let name = source.name(setting).printable
            let value: SettingValue?
            do {
                value = try source.value(of: setting)
            } catch {
                let found = setting.kind.isList ? "a single value" : "a list"
                throw Fault(text: "\(setting.key) (\(name)) is \(found), and must be: \(setting.kind.words).")
            }
            guard let value else { continue }
            guard !setting.isSecret || !value.texts.contains(SettingsDocument.mask) else {
                throw Fault(
                    text:
                        "\(setting.key) (\(name)) is \(SettingsDocument.mask), which stands for a secret where settings "
                        + "are printed. Give the secret itself.")
            }
            // A secret that was to be put there and is not would otherwise be taken for none that is wanted.
            guard !setting.isSecret || source.isDocument || !value.texts.allSatisfy(\.isEmpty) else {
                throw Fault(text: "\(setting.key) (\(name)) is empty. Give the secret, or leave the setting out.")
            }
            guard setting.kind.accepts(value) else {
                let text = value.texts.joined(separator: ",")
                let found =
                    text.isEmpty ? " is empty, and" : setting.isSecret ? "" : " is \(text.printable), and"
                throw Fault(text: "\(setting.key) (\(name))\(found) must be: \(setting.kind.words).")
            }
            setting.write(&settings, value)
            origins[setting.key] = name
            return
        }
    }

    /// A variable with a slip in its name would be passed over in silence.
    private static func unknown(in environment: [String: String]) -> [String] {
        let known = Setting.all.map(\.variable)
        return environment.keys.sorted().compactMap { name in
            guard name.hasPrefix(Setting.variablePrefix), !known.contains(name) else { return nil }
            let rest = name.dropFirst(Setting.variablePrefix.count)
            guard !otherVariables.contains(String(rest)), !rest.hasPrefix(otherPrefix) else { return nil }
            return NearestName.refusal(of: name, in: known)
        }
    }
}
