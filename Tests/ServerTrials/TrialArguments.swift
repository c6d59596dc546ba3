/// Words of a command line: `--name value`, or `--name` alone.
struct TrialArguments {
    private let words: ArraySlice<String>

    init(_ words: ArraySlice<String>) { self.words = words }

    var command: String? { words.first }

    func has(_ option: String) -> Bool { words.contains(option) }

    func number(_ option: String) -> Int? { value(option).flatMap { Int($0) } }

    func seconds(_ option: String) -> Double? { value(option).flatMap { Double($0) } }

    func value(_ option: String) -> String? {
        words.firstIndex(of: option).map { $0 + 1 }.flatMap { words.indices.contains($0) ? words[$0] : nil }
    }
}
