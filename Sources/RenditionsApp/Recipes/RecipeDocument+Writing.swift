internal import Renditions
internal import Yams

extension RecipeDocument {
    /// A recipe as YAML, as a person would write it.
    static func text(of recipe: Recipe) throws -> String {
        let encoded = try YAMLEncoder().encode(recipe)
        guard let node = try Yams.compose(yaml: encoded) else { return encoded }
        var text = try Yams.serialize(node: simplified(node), width: -1)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// Numbers without exponents, and `webp` instead of `webp: {}`.
    private static func simplified(_ node: Node) -> Node {
        switch node {
        case .scalar(let scalar):
            guard scalar.string.contains("e"), let number = Double(scalar.string) else { return node }
            return Node(Amount.decimal(number, digits: 9), scalar.tag)
        case .sequence(let sequence):
            return .sequence(Node.Sequence(sequence.map(simplified)))
        case .mapping(let mapping):
            if mapping.count == 1, let entry = mapping.first, entry.value.mapping?.isEmpty == true { return entry.key }
            return .mapping(Node.Mapping(mapping.map { ($0.key, simplified($0.value)) }))
        case .alias: return node
        }
    }
}
