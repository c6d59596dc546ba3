/// Makes a ``Program`` of a document and gathers every fault on the way.
final class DocumentLoader {
    /// The states of one level: the machine itself, a branch, or an item processor.
    struct Level {
        let path: String
        /// Where each state of the level stands in ``states``.
        var indices: [ByteString: Int] = [:]
        var start: Int?
    }

    private(set) var faults: [DocumentFault]
    /// Nil while, or because, a state could not be read.
    private var states: [StateDefinition?] = []
    /// Where each name was first seen.
    private var names: [ByteString: String] = [:]

    init(faults: [DocumentFault]) { self.faults = faults }

    func report(_ fault: DocumentFault) { faults.append(fault) }

    func reader(_ object: JSONObject, at path: String) -> FieldReader {
        FieldReader(object, at: path) { [unowned self] in report($0) }
    }

    /// Nil when there are faults.
    func load(_ document: JSONValue) -> Program? {
        guard case .object(let object) = document else {
            report(DocumentFault(.invalid, at: "", "The document must be an object."))
            return nil
        }
        let fields = reader(object, at: "")
        if let version = fields.string("Version"), version != "1.0" {
            fields.fault("Version", "Only version 1.0 of the States Language is known.")
        }
        let timeout = fields.integer("TimeoutSeconds", in: 1...99_999_999)
        let start = loadLevel(fields)
        fields.finish()
        guard faults.isEmpty, let start else { return nil }
        return Program(states: states.compactMap(\.self), start: start, timeout: timeout)
    }

    /// Reads StartAt and States of the machine, a branch or an item processor. The caller finishes the reader.
    ///
    /// - Returns: the index of the first state.
    func loadLevel(_ fields: FieldReader) -> Int? {
        guard checkQueryLanguage(fields) else {
            fields.abandon()
            return nil
        }
        let start = fields.string("StartAt", isRequired: true)
        guard let object = fields.object("States", isRequired: true) else { return nil }
        guard !object.isEmpty else {
            fields.fault("States", "There must be a state.")
            return nil
        }
        var level = Level(path: "\(fields.path)/States")
        for entry in object.entries {
            level.indices[ByteString(entry.key)] = states.count
            states.append(nil)
            checkName(entry.key, at: "\(level.path)/\(entry.key)")
        }
        if let start {
            level.start = level.indices[ByteString(start)]
            if level.start == nil { fields.fault("StartAt", "There is no state '\(start)' at this level.") }
        }
        var targets: [Int: [Int]] = [:]
        var isWhole = true
        for entry in object.entries {
            guard let index = level.indices[ByteString(entry.key)] else { continue }
            let loader = StateLoader(loader: self, level: level, name: entry.key)
            states[index] = loader.load(entry.value)
            targets[index] = loader.targets
            isWhole = isWhole && !loader.isUnread
        }
        if isWhole, let start = level.start { reportUnreachable(object, level, start: start, targets: targets) }
        return level.start
    }

    /// Whether what follows is written in the one language that is supported.
    func checkQueryLanguage(_ fields: FieldReader) -> Bool {
        guard let language = fields.string("QueryLanguage") else { return true }
        switch language {
        case "JSONPath": return true
        case "JSONata": fields.fault("QueryLanguage", "JSONata is not supported; use JSONPath.", kind: .unsupported)
        default: fields.fault("QueryLanguage", "There is no query language '\(language)'.")
        }
        return false
    }

    private func checkName(_ name: String, at path: String) {
        if name.isEmpty { report(DocumentFault(.invalid, at: path, "A state must have a name.")) }
        if name.unicodeScalars.count > 80 {
            report(DocumentFault(.invalid, at: path, "The name has more than 80 characters."))
        }
        if let first = names[ByteString(name)] {
            report(DocumentFault(.invalid, at: path, "The name is that of \(first); names are unique in a machine."))
        } else {
            names[ByteString(name)] = path
        }
    }

    private func reportUnreachable(_ object: JSONObject, _ level: Level, start: Int, targets: [Int: [Int]]) {
        var reached: Set<Int> = [start]
        var open = [start]
        while let index = open.popLast() {
            for target in targets[index] ?? [] where reached.insert(target).inserted { open.append(target) }
        }
        for entry in object.entries {
            guard let index = level.indices[ByteString(entry.key)], !reached.contains(index) else { continue }
            report(DocumentFault(.invalid, at: "\(level.path)/\(entry.key)", "No way leads to this state."))
        }
    }
}
