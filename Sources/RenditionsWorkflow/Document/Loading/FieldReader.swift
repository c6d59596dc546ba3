/// The fields of one object of a document. It reports what has the wrong form, and at the end what nobody asked for.
final class FieldReader {
    let path: String
    private let object: JSONObject
    private let report: (DocumentFault) -> Void
    private var known: Set<String> = ["Comment"]
    private var isAbandoned = false

    init(_ object: JSONObject, at path: String, report: @escaping (DocumentFault) -> Void) {
        self.object = object
        self.path = path
        self.report = report
    }

    func has(_ name: String) -> Bool { object.position(of: name) != nil }

    func fault(_ name: String, _ reason: String, kind: DocumentFault.Kind = .invalid) {
        report(DocumentFault(kind, at: name.isEmpty ? path : "\(path)/\(name)", reason))
    }

    func value(_ name: String) -> JSONValue? {
        known.insert(name)
        return object[name]
    }

    func string(_ name: String, isRequired: Bool = false) -> String? {
        guard let value = value(name) else {
            if isRequired { fault("", "The field \(name) is missing.") }
            return nil
        }
        if case .string(let text) = value { return text }
        fault(name, "The value must be a string.")
        return nil
    }

    func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(name) else { return nil }
        if let number = value.integerValue, range.contains(number) { return number }
        fault(name, "The value must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        return nil
    }

    func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = value(name) else { return nil }
        if let number = value.numberValue?.doubleValue, range.contains(number) { return number }
        fault(name, "The value must be a number from \(range.lowerBound) to \(range.upperBound).")
        return nil
    }

    func object(_ name: String, isRequired: Bool = false) -> JSONObject? {
        guard let value = value(name) else {
            if isRequired { fault("", "The field \(name) is missing.") }
            return nil
        }
        if case .object(let object) = value { return object }
        fault(name, "The value must be an object.")
        return nil
    }

    func path(_ name: String) -> JSONPath? {
        guard let text = string(name) else { return nil }
        return parsed(name) { try PathParser.parse(text) }
    }

    /// InputPath or OutputPath.
    func pathField(_ name: String) -> PathField {
        guard let value = value(name) else { return .whole }
        if value == .null { return .discard }
        return path(name).map { .path($0) } ?? .whole
    }

    func resultField(_ name: String = "ResultPath") -> ResultField {
        guard let value = value(name) else { return .whole }
        if value == .null { return .discard }
        guard let text = string(name) else { return .whole }
        return parsed(name) { try ReferencePath(text) }.map { .path($0) } ?? .whole
    }

    func expression(_ name: String) -> Expression? {
        guard let text = string(name) else { return nil }
        return parsed(name) { try ExpressionParser.parse(text) }
    }

    func template(_ name: String) -> PayloadTemplate? {
        value(name).map { PayloadTemplate.parse($0, at: "\(path)/\(name)", report) }
    }

    /// A number, or under the name with `Path` where it stands.
    func numberField(_ name: String, in range: ClosedRange<Double>, isWhole: Bool = true) -> NumberField? {
        let pathName = name + "Path"
        if has(name), has(pathName) { fault(pathName, "\(name) and \(pathName) exclude each other.") }
        let path = path(pathName)
        if isWhole {
            if let value = integer(name, in: Int(range.lowerBound)...Int(range.upperBound)) {
                return .value(Double(value))
            }
        } else if let value = number(name, in: range) {
            return .value(value)
        }
        return path.map { .path($0, field: pathName) }
    }

    private func parsed<Value>(_ name: String, _ parse: () throws -> Value) -> Value? {
        do {
            return try parse()
        } catch let found as PathFault {
            fault(name, found.reason, kind: found.kind)
        } catch {
            fault(name, "\(error)")
        }
        return nil
    }

    /// Has nothing more reported: the object is in a language that is not read.
    func abandon() { isAbandoned = true }

    /// Reports every field that nobody asked for.
    func finish() {
        guard !isAbandoned else { return }
        for key in object.keys where !known.contains(key) {
            if let reason = Self.unsupported[key] {
                fault(key, reason, kind: .unsupported)
            } else {
                fault(key, "There is no such field here.")
            }
        }
    }

    private static let unsupported = [
        "Arguments": "Arguments belongs to JSONata, which is not supported; use Parameters.",
        "Assign": "Variables are not supported.",
        "Condition": "Condition belongs to JSONata, which is not supported; use Variable and an operator.",
        "Credentials": "Credentials are not supported: tasks run under the runner's own rights.",
        "ItemBatcher": "Batches of items are not supported.",
        "Items": "Items belongs to JSONata, which is not supported; use ItemsPath.",
        "Output": "Output belongs to JSONata, which is not supported; use ResultSelector, ResultPath and OutputPath.",
    ]
}

extension ResultField {
    /// The result replaces the input.
    static let whole: ResultField = {
        guard let path = try? ReferencePath("$") else { preconditionFailure("$ is a reference path") }
        return .path(path)
    }()
}
