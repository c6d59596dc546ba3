#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Everything that is to be made of each original of an application: the renditions, and what is to be seen in the
/// pixels.
public struct Recipe: Hashable, Sendable {
    public var name: String
    public var renditions: [Rendition]
    public var analysis: Set<AnalysisFeature>

    public init(_ name: String, renditions: [Rendition], analysis: Set<AnalysisFeature> = []) {
        self.name = name
        self.renditions = renditions
        self.analysis = analysis
    }

    /// The overlays that the renditions need, each once.
    public var overlays: [ObjectKey] {
        Pipeline(renditions.flatMap(\.operations.operations)).overlays
    }

    /// Checks what does not depend on an image: names, and the ranges of every parameter.
    ///
    /// - Throws: ``RenderError`` with codes `invalid-recipe`, `invalid-operation`, `invalid-encoding`.
    public func validate() throws {
        guard !renditions.isEmpty || !analysis.isEmpty else {
            throw RenderError(.invalidRecipe, "The recipe \(name) declares no rendition and no analysis.")
        }
        guard renditions.count <= 100 else {
            throw RenderError(.invalidRecipe, "A recipe has at most 100 renditions.")
        }
        var names: Set<String> = []
        for rendition in renditions {
            if let problem = rendition.nameProblem { throw RenderError(.invalidRecipe, "\(problem).") }
            guard names.insert(rendition.name).inserted else {
                throw RenderError(.invalidRecipe, "Two renditions have the name \(rendition.name).")
            }
            do {
                try rendition.operations.validateParameters()
                try rendition.encoding.validate()
            } catch var error as RenderError {
                error.message = "Rendition \(rendition.name): \(error.message)"
                throw error
            }
        }
    }
}

extension Recipe: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case name, renditions, analysis }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(String.self, forKey: .name),
            renditions: try container.decode([Rendition].self, forKey: .renditions),
            analysis: Set(try container.decodeIfPresent([AnalysisFeature].self, forKey: .analysis) ?? []))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(renditions, forKey: .renditions)
        if !analysis.isEmpty {
            try container.encode(AnalysisFeature.allCases.filter(analysis.contains), forKey: .analysis)
        }
    }
}

extension Recipe {
    /// A recipe from its JSON form.
    ///
    /// - Parameter operations: the operations that it may name.
    /// - Throws: ``RenderError`` with code ``RenderError/Code/invalidRecipe``; the message names the path of the fault,
    ///   such as `renditions[0].operations[1].resize.width`.
    public init(json: Data, operations: OperationRegistry = .standard) throws {
        let decoder = JSONDecoder()
        if let key = OperationRegistry.userInfoKey { decoder.userInfo[key] = operations }
        self = try Self.reading { try decoder.decode(Recipe.self, from: json) }
    }

    /// Reads a recipe by any decoder, checks it, and gives faults as ``RenderError`` with their path. For decoders of
    /// other formats than JSON.
    public static func reading(_ read: () throws -> Recipe) throws -> Recipe {
        let recipe: Recipe
        do {
            recipe = try read()
        } catch let error as DecodingError {
            throw RenderError(.invalidRecipe, "The recipe can't be read: \(error.pathAndReason).", cause: nil)
        }
        try recipe.validate()
        return recipe
    }
}

extension DecodingError {
    /// Where the fault is, and what it is.
    package var pathAndReason: String {
        let context: Context
        var last: (any CodingKey)?
        switch self {
        case .keyNotFound(let key, let found): (context, last) = (found, key)
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        @unknown default: return "it is not valid"
        }
        var path = ""
        for key in context.codingPath + (last.map { [$0] } ?? []) {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        var reason = context.debugDescription
        if case .keyNotFound = self { reason = "it is required" }
        while reason.hasSuffix(".") { reason.removeLast() }
        return path.isEmpty ? reason : "\(path): \(reason)"
    }
}
