/// One image to be made of an original: a name, operations, an encoding.
public struct Rendition: Hashable, Sendable {
    /// 1 to 64 characters of `A-Z`, `a-z`, `0-9`, `.`, `_`, `-`, not starting with a dot; unique in its recipe.
    public var name: String
    public var operations: Pipeline
    public var encoding: Encoding
    public var metadata: MetadataPolicy
    public var profile: ColorProfilePolicy
    public var animation: AnimationPolicy
    /// Whether the image is turned as its EXIF orientation says before anything else. Default true.
    public var autoOrient: Bool

    public init(
        _ name: String, _ operations: Pipeline = [], as encoding: Encoding, metadata: MetadataPolicy = .strip,
        profile: ColorProfilePolicy = .sRGB, animation: AnimationPolicy = .keep, autoOrient: Bool = true
    ) {
        self.name = name
        self.operations = operations
        self.encoding = encoding
        self.metadata = metadata
        self.profile = profile
        self.animation = animation
        self.autoOrient = autoOrient
    }

    /// What is wrong with the name, or nil.
    var nameProblem: String? {
        guard name.utf8.count <= 64, (try? AssetID(name)) != nil else {
            return "a rendition's name has 1 to 64 letters, digits, dots, hyphens or underscores, no dot first"
        }
        return nil
    }
}

extension Rendition: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, operations, encoding, metadata, profile, animation, autoOrient
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(String.self, forKey: .name),
            try container.decodeIfPresent(Pipeline.self, forKey: .operations) ?? [],
            as: try container.decode(Encoding.self, forKey: .encoding),
            metadata: try container.decodeIfPresent(MetadataPolicy.self, forKey: .metadata) ?? .strip,
            profile: try container.decodeIfPresent(ColorProfilePolicy.self, forKey: .profile) ?? .sRGB,
            animation: try container.decodeIfPresent(AnimationPolicy.self, forKey: .animation) ?? .keep,
            autoOrient: try container.decodeIfPresent(Bool.self, forKey: .autoOrient) ?? true)
        if let nameProblem {
            throw DecodingError.dataCorruptedError(forKey: .name, in: container, debugDescription: nameProblem)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(operations, forKey: .operations)
        try container.encode(encoding, forKey: .encoding)
        if metadata != .strip { try container.encode(metadata, forKey: .metadata) }
        if profile != .sRGB { try container.encode(profile, forKey: .profile) }
        if animation != .keep { try container.encode(animation, forKey: .animation) }
        if !autoOrient { try container.encode(autoOrient, forKey: .autoOrient) }
    }
}

extension Decoder {
    /// - Throws: `DecodingError` when the object here has a member that is not one of `known`.
    func refuseUnknownKeys(_ known: [String]) throws {
        let container = try container(keyedBy: ParameterKey.self)
        for key in container.allKeys where !known.contains(key.stringValue) {
            let advice = known.isEmpty ? "none is known here" : "known are \(known.joined(separator: ", "))"
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath + [key], debugDescription: "unknown member; \(advice)"))
        }
    }
}
