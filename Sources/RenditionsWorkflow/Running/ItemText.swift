/// What stands in an object, as items of a distributed map.
public enum ItemText {
    /// Reads items of text as a reader's configuration says: `InputType` `JSON` (an array), `JSONL` (a value a line) or `CSV`, whose
    /// columns `CSVHeaderLocation` and `CSVHeaders` name.
    ///
    /// - Throws: ``ItemSourceError``.
    public static func items(_ text: String, _ configuration: JSONValue) throws -> [JSONValue] {
        switch configuration["InputType"]?.stringValue ?? "JSON" {
        case "JSON":
            guard let items = (try? JSONValue(json: text))?.arrayValue else {
                throw ItemSourceError("The object is no array of JSON.")
            }
            return items
        case "JSONL":
            // Texts may hold other characters that end a line elsewhere, and a return may stand before the line feed.
            let lines = text.utf8.split(separator: 0x0A).filter { !$0.allSatisfy { [0x09, 0x0D, 0x20].contains($0) } }
            return try lines.map { line in
                guard let item = try? JSONValue(json: Array(line)) else {
                    throw ItemSourceError("A line of the object is no JSON.")
                }
                return item
            }
        case "CSV": return try table(text, configuration)
        case let other: throw ItemSourceError("Items of the type \(other) are not read here.")
        }
    }

    private static func table(_ text: String, _ configuration: JSONValue) throws -> [JSONValue] {
        var rows = CSVRows(text, delimiter: delimiter(configuration)).rows[...]
        let isGiven = configuration["CSVHeaderLocation"]?.stringValue == "GIVEN"
        let given = configuration["CSVHeaders"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let headers = isGiven ? given : rows.popFirst() ?? []
        guard Set(headers).count == headers.count else {
            throw ItemSourceError("CSV headers cannot contain duplicates.")
        }
        // Fields without a header are left out, and headers without a field empty.
        return rows.map { row in
            .object(
                JSONObject(
                    headers.enumerated().map { index, header in
                        .init(key: header, value: .string(index < row.count ? row[index] : ""))
                    }))
        }
    }

    private static func delimiter(_ configuration: JSONValue) -> Character {
        switch configuration["CSVDelimiter"]?.stringValue {
        case "PIPE": "|"
        case "SEMICOLON": ";"
        case "SPACE": " "
        case "TAB": "\t"
        default: ","
        }
    }
}
