internal import NIOCore

/// Compares records with what the recipe and the engine of a processor would make now, without reading an original.
public struct StalenessCheck: Sendable {
    private let processor: ImageProcessor
    private let digests: [ObjectKey: Fingerprint]
    private let looksInStore: Bool

    /// Reads the overlays, whose bytes are part of what a rendition is.
    ///
    /// - Parameter looksInStore: whether every rendition is looked for in the store, which costs a call each. Otherwise the
    ///   records are believed.
    /// - Throws: ``RenderError`` with codes `missing-overlay`, `invalid-overlay`; ``StoreError``.
    public init(_ processor: ImageProcessor, looksInStore: Bool = true) async throws {
        self.processor = processor
        self.looksInStore = looksInStore
        digests = try await OriginalReader.overlays(of: processor).mapValues {
            Fingerprint(of: [Array($0.readableBytesView)])
        }
    }

    /// What of an asset is stale.
    ///
    /// - Parameter record: of an asset that is ready.
    /// - Throws: ``StoreError``.
    public func staleness(of record: AssetRecord) async throws -> Staleness {
        var staleness = Staleness()
        for rendition in processor.recipe.renditions {
            let target = try RenditionTarget(
                rendition, of: record.id, original: record.original.entityTag, generation: record.generation,
                outputVersion: processor.engine.outputVersion, overlays: digests)
            guard let known = record.renditions[rendition.name] else {
                staleness.renditions[rendition.name] = .new
                continue
            }
            if known.fingerprint != target.fingerprint {
                staleness.renditions[rendition.name] = .changed
            } else if looksInStore, try await target.existing(in: processor.renditions) == nil {
                staleness.renditions[rendition.name] = .missing
            }
        }
        staleness.analysis = try isAnalysisStale(record)
        let names = Set(processor.recipe.renditions.map(\.name))
        staleness.obsolete = record.renditions.keys.filter { !names.contains($0) }.sorted()
        return staleness
    }

    private func isAnalysisStale(_ record: AssetRecord) throws -> Bool {
        guard let looking = Rendition.analysis(processor.recipe.analysis) else { return false }
        guard let analysis = record.analysis, analysis.features.isSuperset(of: processor.recipe.analysis) else {
            return true
        }
        return analysis.fingerprint != (try looking.fingerprint(outputVersion: processor.engine.outputVersion))
    }
}
