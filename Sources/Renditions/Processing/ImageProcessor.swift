public import Logging
public import Tracing

/// The one use case of this library: takes an original from a store, makes every rendition that the recipe declares,
/// puts those into a second store, and records what it did.
///
/// Doing it again does nothing twice: a rendition whose key is there already is skipped. Two processors may work on the
/// same original at the same time; both end with the same objects and one record.
public struct ImageProcessor: Sendable {
    public let originals: any ObjectStore
    public let renditions: any ObjectStore
    public let records: any MetadataStore
    /// Where watermarks and other overlays come from; nil when the recipe uses none.
    public let overlays: (any ObjectStore)?
    public let engine: any ImageEngine
    public let recipe: Recipe
    public let clock: WallClock
    /// Speaks at `debug` and `trace` only: what was done to which asset at `debug`, the key of its original at `trace`,
    /// because keys may tell whose an image is.
    public let logger: Logger
    /// Where spans go; nil for the tracer that the program was started with. The names are contracts:
    ///
    /// | span | attributes beside `renditions.asset` and `renditions.outcome` |
    /// | --- | --- |
    /// | `renditions.process` | `renditions.recipe`; the others lie in it |
    /// | `renditions.process.fetch` | `renditions.bytes` of the original |
    /// | `renditions.process.probe` | `renditions.format` |
    /// | `renditions.process.plan` | |
    /// | `renditions.process.render` | `renditions.count` of what is rendered, the look at the pixels included |
    /// | `renditions.process.put` | `renditions.rendition`, `renditions.bytes` |
    /// | `renditions.process.record` | `renditions.state` of the record, where it is written |
    ///
    /// `renditions.asset` is the asset's ID; `renditions.outcome` is `ok`, the code of a ``RenderError`` or a ``StoreError``,
    /// `cancelled` or `other`. No span carries a key or the text of an error. Where nothing is missing there is no span of
    /// `render` and `put`; a run that starts over has the stages again. Stages that are called one by one have the same
    /// spans, without the one around them.
    public let tracer: (any Tracer)?

    /// - Throws: ``RenderError`` with codes `invalid-recipe`, `invalid-operation`, `invalid-encoding`, `missing-overlay` (the
    ///   recipe uses overlays and there is no store of them); ``StoreError`` with code `unsupported` when the store of renditions
    ///   can't create under a condition, or keeps no attributes.
    public init(
        originals: any ObjectStore, renditions: any ObjectStore, records: any MetadataStore, engine: any ImageEngine,
        recipe: Recipe, overlays: (any ObjectStore)? = nil, clock: WallClock = .system,
        logger: Logger = Logger(label: "renditions.processor"), tracer: (any Tracer)? = nil
    ) throws {
        try recipe.validate()
        guard renditions.capabilities.isSuperset(of: [.create, .attributes]) else {
            throw StoreError(
                .unsupported, "The store of renditions must keep attributes and create only where nothing is.")
        }
        if overlays == nil, let key = recipe.overlays.first {
            throw RenderError(
                .missingOverlay,
                "The recipe \(recipe.name) uses the overlay \(key), and no store of overlays was given.")
        }
        self.originals = originals
        self.renditions = renditions
        self.records = records
        self.engine = engine
        self.recipe = recipe
        self.overlays = overlays
        self.clock = clock
        self.logger = logger
        self.tracer = tracer
    }

    /// Processes one original.
    ///
    /// A failure is recorded before it is thrown, so that it can be found later. Where that fails too, the error that is
    /// thrown is still the first one; its message says so.
    ///
    /// - Parameter attributes: what the application wants to have in the record beside what is there already.
    /// - Returns: the record as it was written.
    /// - Throws: ``RenderError``, ``StoreError``, or `CancellationError` when the task was cancelled; then nothing more
    ///   is written.
    @discardableResult
    public func process(_ key: ObjectKey, attributes: [String: String] = [:]) async throws -> AssetRecord {
        try await ProcessingRun(processor: self, key: key, attributes: attributes) { _ in }.carryOut()
    }

    /// Processes one original and tells what happens. Letting the iterator go cancels the work.
    public func events(processing key: ObjectKey, attributes: [String: String] = [:]) -> ProcessingEvents {
        let processor = self
        return ProcessingEvents { emit in
            _ = try await ProcessingRun(processor: processor, key: key, attributes: attributes, emit: emit).carryOut()
        }
    }

    /// What would be made of an image, without reading its pixels.
    ///
    /// - Throws: ``RenderError``.
    public func plan(for info: ImageInfo) throws -> RenderPlan {
        try RenderPlan(recipe.renditions + [.analysis(recipe.analysis)].compactMap(\.self), for: info, on: engine)
    }
}

extension Rendition {
    /// Whose pixels are looked at when the recipe asks for an analysis. The name can't be one of a recipe's.
    static let analysisName = ".analysis"

    static func analysis(_ features: Set<AnalysisFeature>) -> Rendition? {
        guard !features.isEmpty else { return nil }
        return Rendition(
            analysisName, [.resize(width: 256, height: 256, fit: .inside)], as: .raw, animation: .firstFrame)
    }
}
