internal import RenditionsApp

/// What is accepted as a value. The same in files, the environment and arguments.
enum SettingKind: Sendable, Hashable {
    case text
    case path
    /// `true` or `false`.
    case flag
    case count(ClosedRange<Int>)
    /// A number, or one with K, M or G for powers of 1,024.
    case bytes(ClosedRange<Int>)
    /// A number that may have a fraction.
    case seconds(ClosedRange<Double>)
    case choice([String])
    /// Several texts; any, or only some words.
    case list([String]?)

    var isList: Bool {
        switch self {
        case .list: true
        default: false
        }
    }

    /// What is accepted, as help and documentation say it.
    var words: String {
        switch self {
        case .text: "text"
        case .path: "path"
        case .flag: "true or false"
        case .count(let range): "\(Self.text(of: range.lowerBound)) to \(Self.text(of: range.upperBound))"
        case .bytes(let range): "bytes, \(ByteCount(range.lowerBound).exact) to \(ByteCount(range.upperBound).exact)"
        case .seconds(let range): "seconds, \(Self.text(of: range.lowerBound)) to \(Self.text(of: range.upperBound))"
        case .choice(let words): words.joined(separator: ", ")
        case .list(let words): words.map { "list of \($0.joined(separator: ", "))" } ?? "list"
        }
    }

    /// What stands for a value in help.
    var placeholder: String {
        switch self {
        case .text: "<text>"
        case .path: "<path>"
        case .flag: "<true|false>"
        case .count: "<count>"
        case .bytes: "<bytes>"
        case .seconds: "<seconds>"
        case .choice: "<word>"
        case .list: "<list>"
        }
    }

    func accepts(_ value: SettingValue) -> Bool {
        switch (self, value) {
        case (.text, .one(let text)), (.path, .one(let text)): !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
        case (.flag, .one(let text)): text == "true" || text == "false"
        case (.count(let range), .one(let text)): Int(text).map(range.contains) ?? false
        case (.bytes(let range), .one(let text)): ByteCount(argument: text).map { range.contains($0.bytes) } ?? false
        case (.seconds(let range), .one(let text)): Double(text).map(range.contains) ?? false
        case (.choice(let words), .one(let text)): words.contains(text)
        case (.list(let words), .many(let texts)):
            texts.allSatisfy { text in !text.isEmpty && (words?.contains(text) ?? true) }
        default: false
        }
    }

    /// Whole numbers without a fraction.
    static func text(of seconds: Double) -> String {
        seconds == seconds.rounded() && abs(seconds) < 1e15 ? "\(Int(seconds))" : "\(seconds)"
    }

    private static func text(of count: Int) -> String { count < 100_000 ? "\(count)" : Amount.grouped(count) }
}

extension ByteCount {
    /// In the largest unit in which it is a whole number, so that it is read again as it is.
    var exact: String {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes > 0 && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(unit)"
        }
        return "\(bytes)"
    }
}
