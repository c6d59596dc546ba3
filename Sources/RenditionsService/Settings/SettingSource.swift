internal import Configuration

/// A place where settings come from.
struct SettingSource: Sendable {
    private let snapshot: any ConfigSnapshot
    /// What stands before the parts of every key.
    private let prefix: [String]
    /// Whether texts were parted at commas, wherever they were.
    private let isParted: Bool
    /// Whether it has every setting, also those that are not set, as what is printed has.
    var isDocument = false
    /// What the place calls a setting.
    let name: @Sendable (Setting) -> String

    static func arguments(_ arguments: ServerArguments) -> SettingSource {
        let texts = Setting.all.flatMap { setting in
            (arguments.values[setting.key] ?? []).map { "\(setting.argument)=\($0)" }
        }
        let provider = CommandLineArgumentsProvider(
            arguments: ["renditions-server"] + texts,
            secretsSpecifier: .specific(Set(Setting.all.filter(\.isSecret).map(\.argument))))
        return SettingSource(snapshot: provider.snapshot(), prefix: [], isParted: true) { $0.argument }
    }

    static func environment(_ variables: [String: String]) -> SettingSource {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: variables,
            secretsSpecifier: .specific(Set(Setting.all.filter(\.isSecret).map(\.variable))))
        return SettingSource(snapshot: provider.snapshot(), prefix: ["renditions"], isParted: false) { $0.variable }
    }

    /// Nil for a file that sets nothing.
    static func file(_ file: ConfigurationFile) -> SettingSource? {
        file.snapshot.map { snapshot in
            SettingSource(snapshot: snapshot, prefix: [], isParted: false, isDocument: true) { [path = file.path] _ in
                path
            }
        }
    }

    static let secretKeys = Set(Setting.all.filter(\.isSecret).map(\.key))

    /// - Returns: nil where the place does not say.
    /// - Throws: where it gives a list for a single value, or the other way round.
    func value(of setting: Setting) throws -> SettingValue? {
        let key = AbsoluteConfigKey(prefix + setting.key.split(separator: ".").map(String.init))
        let asksForList = setting.kind.isList || isParted
        let found = try snapshot.value(forKey: key, type: asksForList ? .stringArray : .string)
        switch found.value?.content {
        // One empty text is how an empty list is written where there are no brackets.
        case .stringArray(let texts) where setting.kind.isList: return .many(texts == [""] ? [] : texts)
        case .stringArray(let texts): return .one(texts.joined(separator: ","))
        case .string(let text): return .one(text)
        default: return nil
        }
    }
}
