internal import Renditions

/// An operation or an encoding as the reference shows it, made from its own description.
struct ReferenceEntry {
    enum Kind: String {
        case operation
        case encoding
    }

    struct Row {
        var name: String
        var accepted: String
        var standard: String
        var summary: String
    }

    var kind: Kind
    var name: String
    var rows: [Row]

    private init<Described: Parameterized>(_ kind: Kind, _ name: String, _ type: Described.Type) {
        self.kind = kind
        self.name = name
        rows = Self.rows(of: type)
        // Its parameter is a list of values that have parameters of their own.
        if type == Composite.self { rows += Self.rows(of: Layer.self, within: "layers[].") }
    }

    /// Pixels without a format. It has no parameters.
    static let raw = ReferenceEntry(kind: .encoding, name: "raw")

    private init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
        rows = []
    }

    private static func rows<Described: Parameterized>(of type: Described.Type, within path: String = "") -> [Row] {
        Described.parameters.map { parameter in
            Row(
                name: path + parameter.name,
                accepted: parameter.accepted + (parameter.unit.map { " \($0)" } ?? ""),
                standard: parameter.isRequired ? "required" : parameter.defaultText ?? "unset",
                summary: parameter.summary)
        }
    }

    /// In alphabetical order. Operations that describe no parameters are left out.
    static let operations: [ReferenceEntry] = OperationRegistry.standard.names.compactMap { name in
        guard let type = OperationRegistry.standard[name] as? any Parameterized.Type else { return nil }
        return entry(.operation, name.rawValue, type)
    }

    static let encodings: [ReferenceEntry] = [
        ReferenceEntry(.encoding, "jpeg", JPEGEncoding.self), ReferenceEntry(.encoding, "png", PNGEncoding.self),
        ReferenceEntry(.encoding, "webp", WebPEncoding.self), ReferenceEntry(.encoding, "avif", HEIFEncoding.self),
        ReferenceEntry(.encoding, "heic", HEIFEncoding.self), ReferenceEntry(.encoding, "tiff", TIFFEncoding.self),
        ReferenceEntry(.encoding, "gif", GIFEncoding.self), ReferenceEntry(.encoding, "jpegxl", JPEGXLEncoding.self),
    ]

    private static func entry<Described: Parameterized>(
        _ kind: Kind, _ name: String, _ type: Described.Type
    ) -> ReferenceEntry {
        ReferenceEntry(kind, name, type)
    }

    var lines: [String] {
        var lines = ["\(name) (\(kind.rawValue))"]
        for row in rows {
            lines.append("  \(row.name): \(row.summary)")
            lines.append(
                "      \(row.accepted); \(row.standard == "required" ? "required" : "default \(row.standard)")")
        }
        if rows.isEmpty { lines.append("  no parameters") }
        return lines + [""]
    }

    var markdown: [String] {
        var lines = ["### `\(name)`", ""]
        guard !rows.isEmpty else { return lines + ["No parameters.", ""] }
        lines += ["| parameter | accepted | default | |", "|---|---|---|---|"]
        for row in rows {
            let standard = ["required", "unset"].contains(row.standard) ? row.standard : "`\(row.standard)`"
            lines.append("| `\(row.name)` | \(row.accepted) | \(standard) | \(row.summary) |")
        }
        return lines + [""]
    }
}
