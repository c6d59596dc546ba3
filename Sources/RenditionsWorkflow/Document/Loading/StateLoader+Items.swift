extension StateLoader {
    /// Where a map's items are kept; nil where they are in its input.
    func itemReader(_ fields: FieldReader) -> ItemReaderDefinition? {
        guard let object = fields.object("ItemReader") else { return nil }
        let reader = loader.reader(object, at: "\(fields.path)/ItemReader")
        defer { reader.finish() }
        let parameters = reader.template("Parameters")
        var configuration: JSONObject = [:]
        var maximum: NumberField?
        if let config = reader.object("ReaderConfig") {
            let settings = loader.reader(config, at: "\(reader.path)/ReaderConfig")
            maximum = settings.numberField("MaxItems", in: 0...100_000_000)
            for name in ["InputType", "CSVHeaderLocation", "CSVDelimiter"] {
                configuration[name] = settings.string(name).map { .string($0) }
            }
            configuration["CSVHeaders"] = settings.value("CSVHeaders")
            settings.finish()
        }
        guard let resource = reader.string("Resource", isRequired: true) else { return nil }
        guard let source = ItemRequest.Source(rawValue: resource) else {
            let names = ItemRequest.Source.allCases.map(\.rawValue).joined(separator: " and ")
            reader.fault("Resource", "Items are read by \(names).", kind: .unsupported)
            return nil
        }
        if source == .object, configuration["InputType"] == .string("MANIFEST") {
            reader.fault("ReaderConfig/InputType", "Inventories are not read here.", kind: .unsupported)
        }
        return ItemReaderDefinition(
            source: source, parameters: parameters, configuration: .object(configuration), maximum: maximum)
    }

    /// On AWS results are written; here nobody could read them, so nobody may want to.
    func checkWriter(_ fields: FieldReader, _ result: ResultField) {
        guard let object = fields.object("ResultWriter") else { return }
        let writer = loader.reader(object, at: "\(fields.path)/ResultWriter")
        _ = writer.template("Parameters")
        if let resource = writer.string("Resource", isRequired: true), resource != "arn:aws:states:::s3:putObject" {
            writer.fault("Resource", "Results are written by arn:aws:states:::s3:putObject.", kind: .unsupported)
        }
        writer.finish()
        guard result != .discard else { return }
        writer.fault(
            "",
            "Results that another service keeps are not supported, unless they are left out by a ResultPath of null.",
            kind: .unsupported)
    }
}
