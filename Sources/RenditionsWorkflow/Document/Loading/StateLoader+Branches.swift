extension StateLoader {
    func parallel(_ fields: FieldReader) -> ParallelDefinition? {
        let parameters = fields.template("Parameters")
        let selector = fields.template("ResultSelector")
        let result = fields.resultField()
        guard let value = fields.value("Branches") else {
            fields.fault("", "The field Branches is missing.")
            return nil
        }
        guard case .array(let elements) = value, !elements.isEmpty else {
            fields.fault("Branches", "The value must be an array, and not empty.")
            return nil
        }
        let starts = elements.enumerated().compactMap { index, element -> Int? in
            guard case .object(let object) = element else {
                fields.fault("Branches/\(index)", "A branch must be an object.")
                return nil
            }
            let reader = loader.reader(object, at: "\(fields.path)/Branches/\(index)")
            defer { reader.finish() }
            return loader.loadLevel(reader)
        }
        return ParallelDefinition(
            branches: starts, parameters: parameters, resultSelector: selector, resultPath: result)
    }

    func map(_ fields: FieldReader) -> MapDefinition? {
        let processor = processor(fields)
        let items = fields.path("ItemsPath") ?? .whole
        if fields.has("ItemSelector"), fields.has("Parameters") {
            fields.fault("Parameters", "ItemSelector and Parameters exclude each other.")
        }
        let selector = fields.template("ItemSelector") ?? fields.template("Parameters")
        let resultSelector = fields.template("ResultSelector")
        let result = fields.resultField()
        let concurrency = fields.numberField("MaxConcurrency", in: 0...99_999_999)
        let count = fields.numberField("ToleratedFailureCount", in: 0...99_999_999)
        let percentage = fields.numberField("ToleratedFailurePercentage", in: 0...100, isWhole: false)
        let isDistributed = processor?.isDistributed ?? false
        let reader = itemReader(fields)
        if !isDistributed {
            for name in ["ToleratedFailureCount", "ToleratedFailurePercentage", "Label", "ItemReader", "ResultWriter"] {
                for field in [name, name + "Path"] where fields.has(field) {
                    fields.fault(field, "Only a distributed map has this field (ProcessorConfig, Mode DISTRIBUTED).")
                }
            }
        }
        if let label = fields.string("Label") { checkLabel(label, fields) }
        checkWriter(fields, result)
        guard let processor, let start = processor.start else { return nil }
        return MapDefinition(
            start: start, items: items, reader: reader, itemSelector: selector, resultSelector: resultSelector,
            resultPath: result, dropsResults: fields.has("ResultWriter"), maximumConcurrency: concurrency,
            isDistributed: isDistributed, toleratedCount: count,
            toleratedPercentage: percentage)
    }

    private func checkLabel(_ label: String, _ fields: FieldReader) {
        let forbidden = Set(" ?*<>{}[]:;,\\|^~$#%&`\"/".unicodeScalars)
        if label.isEmpty || label.unicodeScalars.count > 40 {
            fields.fault("Label", "A label has 1 to 40 characters.")
        } else if label.unicodeScalars.contains(where: {
            forbidden.contains($0) || $0.properties.generalCategory == .control
        }) {
            fields.fault("Label", "A label holds no space, wildcard, bracket or special character.")
        }
    }

    /// ItemProcessor, or Iterator, its older name.
    private func processor(_ fields: FieldReader) -> (start: Int?, isDistributed: Bool)? {
        let names = ["ItemProcessor", "Iterator"].filter(fields.has)
        guard names.count == 1 else {
            for name in names { _ = fields.value(name) }
            fields.fault("", "Exactly one of ItemProcessor and Iterator must be there.")
            return nil
        }
        guard let object = fields.object(names[0]) else { return nil }
        let reader = loader.reader(object, at: "\(fields.path)/\(names[0])")
        defer { reader.finish() }
        var isDistributed = false
        if let config = reader.object("ProcessorConfig") {
            let settings = loader.reader(config, at: "\(reader.path)/ProcessorConfig")
            let mode = settings.string("Mode") ?? "INLINE"
            let execution = settings.string("ExecutionType")
            switch mode {
            case "INLINE":
                if execution != nil { settings.fault("ExecutionType", "Only a distributed map has an execution type.") }
            case "DISTRIBUTED":
                isDistributed = true
                switch execution {
                case "STANDARD", "EXPRESS": break
                case nil: settings.fault("", "A distributed map must have an ExecutionType.")
                default: settings.fault("ExecutionType", "The value must be STANDARD or EXPRESS.")
                }
            default: settings.fault("Mode", "The value must be INLINE or DISTRIBUTED.")
            }
            settings.finish()
        }
        return (loader.loadLevel(reader), isDistributed)
    }
}
