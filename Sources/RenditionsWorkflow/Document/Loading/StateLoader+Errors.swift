extension StateLoader {
    func errorHandling(_ fields: FieldReader) -> ErrorHandling {
        ErrorHandling(
            retriers: entries("Retry", fields).compactMap(retrier),
            catchers: entries("Catch", fields).compactMap(catcher))
    }

    /// The entries of Retry or Catch, with the faults that both share: what stands behind an entry for every error is
    /// never reached.
    private func entries(_ name: String, _ fields: FieldReader) -> [FieldReader] {
        guard let value = fields.value(name) else { return [] }
        guard case .array(let elements) = value else {
            fields.fault(name, "The value must be an array.")
            return []
        }
        var readers: [FieldReader] = []
        for (index, element) in elements.enumerated() {
            guard case .object(let object) = element else {
                fields.fault("\(name)/\(index)", "An entry must be an object.")
                continue
            }
            let reader = loader.reader(object, at: "\(fields.path)/\(name)/\(index)")
            let names = object["ErrorEquals"]?.arrayValue ?? []
            if names.contains(.string(ErrorName.all)) {
                if names.count > 1 { reader.fault("ErrorEquals", "\(ErrorName.all) must stand alone.") }
                if index < elements.count - 1 {
                    reader.fault("ErrorEquals", "\(ErrorName.all) must be in the last entry: those behind it are dead.")
                }
            }
            readers.append(reader)
        }
        return readers
    }

    private func errorNames(_ fields: FieldReader) -> [String]? {
        guard let value = fields.value("ErrorEquals") else {
            fields.fault("", "The field ErrorEquals is missing.")
            return nil
        }
        let names = value.arrayValue?.map(\.stringValue)
        guard let names, !names.isEmpty, !names.contains(nil) else {
            fields.fault("ErrorEquals", "The value must be an array of error names, and not empty.")
            return nil
        }
        return names.compactMap(\.self)
    }

    private func retrier(_ fields: FieldReader) -> ErrorHandling.Retrier? {
        let errors = errorNames(fields)
        let interval = fields.integer("IntervalSeconds", in: 1...99_999_999) ?? 1
        let attempts = fields.integer("MaxAttempts", in: 0...99_999_999) ?? 3
        let rate = fields.number("BackoffRate", in: 1...1_000_000) ?? 2
        let maximum = fields.integer("MaxDelaySeconds", in: 1...31_622_400)
        if let maximum, maximum <= interval {
            fields.fault("MaxDelaySeconds", "The longest wait must be longer than IntervalSeconds (\(interval)).")
        }
        let jitter = fields.string("JitterStrategy")
        if let jitter, jitter != "FULL", jitter != "NONE" {
            fields.fault("JitterStrategy", "The value must be FULL or NONE.")
        }
        fields.finish()
        return errors.map {
            ErrorHandling.Retrier(
                errors: $0, interval: Double(interval), maximumAttempts: attempts, backoffRate: rate,
                maximumDelay: maximum.map(Double.init), hasFullJitter: jitter == "FULL")
        }
    }

    private func catcher(_ fields: FieldReader) -> ErrorHandling.Catcher? {
        let errors = errorNames(fields)
        let result = fields.resultField()
        let next = fields.string("Next", isRequired: true).flatMap { target($0, at: "Next", fields) }
        fields.finish()
        guard let errors, let next else { return nil }
        return ErrorHandling.Catcher(errors: errors, next: next, result: result)
    }
}
