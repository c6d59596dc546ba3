/// A template of the fields Parameters, ItemSelector and ResultSelector, taken apart once.
indirect enum PayloadTemplate: Hashable, Sendable {
    struct Member: Hashable, Sendable {
        let key: String
        let template: PayloadTemplate
    }

    case constant(JSONValue)
    /// The field is the key as written, with its `.$`.
    case expression(Expression, field: String)
    case object([Member])
    case array([PayloadTemplate])

    var readsContext: Bool {
        switch self {
        case .constant: false
        case .expression(let expression, _): expression.readsContext
        case .object(let members): members.contains { $0.template.readsContext }
        case .array(let elements): elements.contains(where: \.readsContext)
        }
    }

    /// - Throws: ``StateFailure``.
    func value(in scope: inout EvaluationScope) throws -> JSONValue {
        switch self {
        case .constant(let value): return value
        case .expression(let expression, let field): return try expression.value(in: &scope, field: field)
        case .object(let members):
            var object = JSONObject()
            for member in members { object[member.key] = try member.template.value(in: &scope) }
            return .object(object)
        case .array(let elements):
            var values: [JSONValue] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try element.value(in: &scope)) }
            return .array(values)
        }
    }

    fileprivate var isConstant: Bool { if case .constant = self { true } else { false } }
}

extension PayloadTemplate {
    /// Takes a template apart and tells every fault in it.
    static func parse(_ value: JSONValue, at path: String, _ report: (DocumentFault) -> Void) -> PayloadTemplate {
        switch value {
        case .array(let elements):
            let parsed = elements.enumerated().map { parse($0.element, at: "\(path)/\($0.offset)", report) }
            return parsed.allSatisfy(\.isConstant) ? .constant(value) : .array(parsed)
        case .object(let object):
            let members = object.entries.map { entry in
                let place = "\(path)/\(entry.key)"
                guard entry.key.hasSuffix(".$") else {
                    return Member(key: entry.key, template: parse(entry.value, at: place, report))
                }
                return Member(
                    key: String(entry.key.dropLast(2)),
                    template: parseExpression(entry.value, field: entry.key, at: place, report))
            }
            var seen: Set<ByteString> = []
            for member in members where !seen.insert(ByteString(member.key)).inserted {
                report(DocumentFault(.invalid, at: "\(path)/\(member.key)", "The key stands there twice, once with .$"))
            }
            return members.allSatisfy(\.template.isConstant) ? .constant(value) : .object(members)
        default: return .constant(value)
        }
    }

    private static func parseExpression(
        _ value: JSONValue, field: String, at place: String, _ report: (DocumentFault) -> Void
    ) -> PayloadTemplate {
        guard let text = value.stringValue else {
            report(DocumentFault(.invalid, at: place, "The value of a key that ends with .$ must be a string."))
            return .constant(.null)
        }
        do {
            return .expression(try ExpressionParser.parse(text), field: field)
        } catch let fault as PathFault {
            report(DocumentFault(fault.kind, at: place, fault.reason))
        } catch {
            report(DocumentFault(.invalid, at: place, "\(error)"))
        }
        return .constant(.null)
    }
}
