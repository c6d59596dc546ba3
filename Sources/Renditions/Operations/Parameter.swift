/// One parameter of an operation or an encoding, described once: its JSON form, its range, its default and its
/// documentation all come from here.
public struct Parameter<Root: Parameterized>: Sendable {
    /// The name in JSON. A contract.
    public let name: String
    /// What it means, in one sentence.
    public let summary: String
    /// What it is counted in; nil for a plain number, a word or a switch.
    public let unit: String?
    /// The values that are accepted, as text.
    public let accepted: String
    /// Whether there is no default.
    public let isRequired: Bool
    /// The default in JSON; nil for a required parameter and for one that is unset by default.
    public let defaultText: String?

    let decode: @Sendable (KeyedDecodingContainer<ParameterKey>, inout Root) throws -> Void
    let encode: @Sendable (Root, inout KeyedEncodingContainer<ParameterKey>) throws -> Void
    /// Why the value is not accepted, or nil when it is.
    private(set) var problem: @Sendable (Root) -> String?

    /// - Parameters:
    ///   - accepted: the values that are accepted, as text, to follow "must be".
    ///   - isAccepted: whether a value is one of them.
    public init<Value: Codable & Equatable & Sendable>(
        _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, unit: String? = nil,
        isRequired: Bool = false, accepted: String, _ summary: String,
        isAccepted: @escaping @Sendable (Value) -> Bool
    ) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.accepted = accepted
        self.isRequired = isRequired
        let standard = Root()[keyPath: path]
        defaultText = isRequired ? nil : Self.text(standard)
        decode = { container, root in
            let key = ParameterKey(name)
            guard container.contains(key) else {
                guard isRequired else { return }
                throw DecodingError.keyNotFound(
                    key, .init(codingPath: container.codingPath, debugDescription: "\(name) is required"))
            }
            do {
                root[keyPath: path] = try container.decode(Value.self, forKey: key)
            } catch let error where !(error is DecodingError) {
                // What a value's own check throws, such as that of a key; and what Foundation's decoder throws for a number
                // that the type can't hold, such as 1.5 pixels. Neither says where.
                let reason = (error as? StoreError)?.message ?? "\(name) must be \(accepted)"
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: container.codingPath + [key], debugDescription: reason, underlyingError: error))
            }
        }
        encode = { root, container in
            let value = root[keyPath: path]
            // Defaults are left out: the form stays short, and a parameter that a later version adds does not change
            // the fingerprints of recipes that don't use it.
            guard isRequired || value != standard else { return }
            try container.encode(value, forKey: ParameterKey(name))
        }
        problem = { root in
            isAccepted(root[keyPath: path]) ? nil : "\(name) must be \(accepted)"
        }
    }

    /// This parameter with a rule that other parameters have a part in. It is applied once all of those that are declared
    /// before this one are read, so it belongs to the last of them.
    ///
    /// - Parameter problem: what is wrong, as in "height must be given when width is not"; nil when nothing is.
    public func checked(_ problem: @escaping @Sendable (Root) -> String?) -> Parameter {
        var parameter = self
        let first = self.problem
        parameter.problem = { first($0) ?? problem($0) }
        return parameter
    }

    private static func text(_ value: some Any) -> String? {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            return mirror.children.first.flatMap { text($0.value) }
        }
        if let value = value as? any RawRepresentable<String> { return value.rawValue }
        if mirror.displayStyle == .collection { return mirror.children.isEmpty ? "none" : "\(value)" }
        return number("\(value)")
    }

    /// Whole numbers without their ".0", as people write them.
    fileprivate static func number(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension Parameter {
    /// A whole number.
    public init(
        _ name: String, _ path: any WritableKeyPath<Root, Int> & Sendable, in range: ClosedRange<Int>,
        unit: String? = nil, isRequired: Bool = false, _ summary: String
    ) {
        self.init(name, path, unit: unit, isRequired: isRequired, accepted: Self.text(range), summary) {
            range.contains($0)
        }
    }

    /// A whole number that may be unset.
    public init(
        _ name: String, _ path: any WritableKeyPath<Root, Int?> & Sendable, in range: ClosedRange<Int>,
        unit: String? = nil, _ summary: String
    ) {
        self.init(name, path, unit: unit, accepted: Self.text(range), summary) { value in
            value.map(range.contains) ?? true
        }
    }

    /// A number.
    public init(
        _ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable, in range: ClosedRange<Double>,
        unit: String? = nil, isRequired: Bool = false, _ summary: String
    ) {
        self.init(name, path, unit: unit, isRequired: isRequired, accepted: Self.text(range), summary) {
            range.contains($0)
        }
    }

    /// A number that may be unset.
    public init(
        _ name: String, _ path: any WritableKeyPath<Root, Double?> & Sendable, in range: ClosedRange<Double>,
        unit: String? = nil, _ summary: String
    ) {
        self.init(name, path, unit: unit, accepted: Self.text(range), summary) { value in
            value.map(range.contains) ?? true
        }
    }

    /// A switch.
    public init(_ name: String, _ path: any WritableKeyPath<Root, Bool> & Sendable, _ summary: String) {
        self.init(name, path, accepted: "true or false", summary) { _ in true }
    }

    /// A text of a bounded length.
    public init(
        _ name: String, _ path: any WritableKeyPath<Root, String> & Sendable, characters: ClosedRange<Int>,
        isRequired: Bool = false, _ summary: String
    ) {
        self.init(
            name, path, isRequired: isRequired,
            accepted: "\(characters.lowerBound) to \(characters.upperBound) characters", summary
        ) { characters.contains($0.count) }
    }

    /// A colour.
    public init(_ name: String, _ path: any WritableKeyPath<Root, Color> & Sendable, _ summary: String) {
        self.init(name, path, accepted: "a colour: #rrggbb, #rrggbbaa, black, white or transparent", summary) { _ in
            true
        }
    }

    /// A word out of a fixed list.
    public init<Word: RawRepresentable & CaseIterable & Codable & Equatable & Sendable>(
        _ name: String, _ path: any WritableKeyPath<Root, Word> & Sendable, _ summary: String
    ) where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        self.init(name, path, accepted: "one of \(words.joined(separator: ", "))", summary) { _ in true }
    }

    private static func text(_ range: ClosedRange<some Comparable>) -> String {
        "\(number("\(range.lowerBound)")) to \(number("\(range.upperBound)"))"
    }
}
