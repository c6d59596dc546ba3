internal import Renditions

/// What a worker is asked to tell its ingestor: one line on its standard input, which it answers with the number once the
/// journal has it.
struct Errand: Hashable, Sendable {
    enum Kind: String, Sendable {
        /// Something has happened to the original.
        case ingest
        /// Somebody wants the asset to be gone.
        case erase
    }

    var number: Int
    var kind: Kind
    var key: ObjectKey

    var line: String { "\(kind.rawValue) \(number) \(key.rawValue)" }

    init(number: Int, kind: Kind, key: ObjectKey) {
        self.number = number
        self.kind = kind
        self.key = key
    }

    init?(line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let kind = Kind(rawValue: String(words[0])), let number = Int(words[1]),
            let key = try? ObjectKey(String(words[2]))
        else { return nil }
        self.init(number: number, kind: kind, key: key)
    }
}
