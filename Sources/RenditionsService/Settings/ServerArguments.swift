internal import RenditionsApp

/// The command line of the server, taken apart. Nothing is decided yet about values.
struct ServerArguments: Sendable {
    /// What is to be done instead of serving.
    enum Wish: Sendable {
        case help
        case version
        case printConfig
    }

    private(set) var wish: Wish?
    /// The path of the configuration file; nil where none is named.
    private(set) var config: String?
    /// What each setting is set to, by its key; several where it was given several times.
    private(set) var values: [String: [String]] = [:]
    /// What is wrong with the command line.
    private(set) var faults: [String] = []

    /// - Parameter arguments: without the name of the program.
    init(_ arguments: [String]) {
        let settings = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.argument, $0) })
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts[0]
            let given = parts.count > 1 ? parts[1] : nil
            switch (name, given) {
            case ("--help", nil), ("-h", nil): wish = wish ?? .help
            case ("--version", nil): wish = wish ?? .version
            case ("--print-config", nil): wish = wish ?? .printConfig
            case ("--config", _): takeConfig(given ?? Self.value(from: &rest))
            default:
                if let setting = settings[name] {
                    take(given ?? Self.value(for: setting, from: &rest), for: setting)
                } else {
                    refuse(name)
                    // What follows was meant as its value.
                    if name.hasPrefix("--"), given == nil, rest.first?.hasPrefix("-") == false { rest.removeFirst() }
                }
            }
        }
    }

    /// What stands behind an argument. A flag may stand by itself, and then is meant.
    private static func value(for setting: Setting, from rest: inout ArraySlice<String>) -> String? {
        if setting.kind == .flag, rest.first != "true", rest.first != "false" { return "true" }
        return value(from: &rest)
    }

    private static func value(from rest: inout ArraySlice<String>) -> String? {
        rest.first?.hasPrefix("--") == true ? nil : rest.popFirst()
    }

    private mutating func takeConfig(_ path: String?) {
        guard let path, !path.isEmpty else { return faults.append("--config needs the path of a file.") }
        if config != nil { faults.append("--config is there twice.") }
        config = path
    }

    private mutating func take(_ value: String?, for setting: Setting) {
        guard let value else {
            return faults.append("\(setting.argument) needs a value: \(setting.kind.words).")
        }
        if !setting.kind.isList, values[setting.key] != nil {
            faults.append("\(setting.argument) is there twice.")
        }
        values[setting.key, default: []].append(value)
    }

    private mutating func refuse(_ name: String) {
        guard name.hasPrefix("-") else {
            return faults.append(
                "\(name.printable) stands by itself; every value is given with the name of a setting.")
        }
        faults.append(NearestName.refusal(of: name, in: Setting.all.map(\.argument) + Self.words))
    }

    /// What may be said besides settings.
    private static let words = ["--config", "--print-config", "--help", "--version"]
}
