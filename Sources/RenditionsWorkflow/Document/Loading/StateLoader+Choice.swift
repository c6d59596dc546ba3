extension StateLoader {
    func choice(_ fields: FieldReader) -> ChoiceDefinition? {
        let otherwise = fields.string("Default").flatMap { target($0, at: "Default", fields) }
        guard let value = fields.value("Choices") else {
            fields.fault("", "The field Choices is missing.")
            return nil
        }
        guard case .array(let elements) = value, !elements.isEmpty else {
            fields.fault("Choices", "The value must be an array, and not empty.")
            return nil
        }
        var branches: [ChoiceDefinition.Branch] = []
        for (index, element) in elements.enumerated() {
            guard case .object(let object) = element else {
                fields.fault("Choices/\(index)", "A choice must be an object.")
                continue
            }
            let reader = loader.reader(object, at: "\(fields.path)/Choices/\(index)")
            let next = reader.string("Next", isRequired: true).flatMap { target($0, at: "Next", reader) }
            guard let rule = rule(reader, object), let next else { continue }
            branches.append(ChoiceDefinition.Branch(rule: rule, next: next))
        }
        return ChoiceDefinition(branches: branches, otherwise: otherwise)
    }

    private func rule(_ fields: FieldReader, _ object: JSONObject) -> ChoiceRule? {
        defer { fields.finish() }
        if fields.has("Condition") { return nil }
        let composites = ["And", "Or", "Not"].filter(fields.has)
        let tests = object.keys.filter { Self.test($0) != nil }
        guard composites.count + tests.count == 1 else {
            for name in composites + tests { _ = fields.value(name) }
            fields.fault(
                "", "A condition must have exactly one operator; this one has \(composites.count + tests.count).")
            return nil
        }
        switch composites.first {
        case "Not":
            guard let inner = fields.object("Not") else { return nil }
            return rule(loader.reader(inner, at: "\(fields.path)/Not"), inner).map { .not($0) }
        case let name?:
            guard case .array(let elements)? = fields.value(name), !elements.isEmpty else {
                fields.fault(name, "The value must be an array of conditions, and not empty.")
                return nil
            }
            let rules = elements.enumerated().compactMap { index, element -> ChoiceRule? in
                guard case .object(let inner) = element else {
                    fields.fault("\(name)/\(index)", "A condition must be an object.")
                    return nil
                }
                return rule(loader.reader(inner, at: "\(fields.path)/\(name)/\(index)"), inner)
            }
            return name == "And" ? .all(rules) : .any(rules)
        case nil: return test(fields, named: tests[0])
        }
    }

    private func test(_ fields: FieldReader, named name: String) -> ChoiceRule? {
        guard let (test, isPath) = Self.test(name) else { return nil }
        if !fields.has("Variable") { fields.fault("", "The field Variable is missing.") }
        let variable = fields.path("Variable")
        if isPath {
            guard let operand = fields.path(name), let variable else { return nil }
            return .test(variable: variable, test, .path(operand))
        }
        guard let operand = fields.value(name) else { return nil }
        if let reason = test.faultOfOperand(operand) {
            fields.fault(name, reason)
            return nil
        }
        return variable.map { .test(variable: $0, test, .value(operand)) }
    }

    /// The operator that a field names, and whether it is the form with a path.
    private static func test(_ name: String) -> (ChoiceOperator, isPath: Bool)? {
        if let test = ChoiceOperator.named[name] { return (test, false) }
        guard name.hasSuffix("Path"), let test = ChoiceOperator.named[String(name.dropLast(4))], test.hasPathForm
        else { return nil }
        return (test, true)
    }
}
