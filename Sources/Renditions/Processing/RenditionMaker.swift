internal import NIOCore
internal import Tracing

/// Makes the renditions of one version of an original that are not stored yet, and stores them.
struct RenditionMaker: Sendable {
    let processor: ImageProcessor
    let monitor: ProcessingMonitor
    let inspected: InspectedOriginal
    let source: ImageSource
    /// What was recorded before, of whatever version.
    let known: AssetRecord?

    private var id: AssetID { AssetID(original: inspected.original.key) }

    func make() async throws -> RenderedOriginal {
        // The whole plan is made first, so that a recipe that can't be carried out is refused before anything is.
        let plan = try await processor.traced(.plan, of: id) { _ in try processor.plan(for: inspected.info) }
        let previous = known?.original.entityTag == inspected.original.entityTag ? known : nil
        let looking = Rendition.analysis(processor.recipe.analysis)
        let lookingPrint = try looking?.fingerprint(outputVersion: processor.engine.outputVersion)
        var analysis = reusableAnalysis(of: previous, madeAs: lookingPrint)
        let targets = try targets()
        var found: [String: RenditionRecord] = [:]
        for target in targets {
            guard let record = try await target.existing(in: processor.renditions, previous: previous) else { continue }
            found[target.rendition.name] = record
            monitor.emit(.skipped(record))
        }
        var missing = Set(targets.map(\.rendition.name)).subtracting(found.keys)
        if analysis == nil, let looking { missing.insert(looking.name) }
        if !missing.isEmpty {
            // A part of the whole plan, so that what is made again comes out as it was.
            let part = plan.keeping(missing, of: inspected.info)
            monitor.emit(.planned(part))
            let images = try await processor.traced(.render, of: id) { span in
                span.attributes["renditions.count"] = missing.count
                return try await processor.engine.render(part, from: source)
            }
            for image in images {
                try Task.checkCancellation()
                if image.name == Rendition.analysisName {
                    analysis = look(at: image, lookingPrint)
                } else if let target = targets.first(where: { $0.rendition.name == image.name }) {
                    let record = try await processor.traced(.put, of: id) { span in
                        span.attributes["renditions.rendition"] = image.name
                        span.attributes["renditions.bytes"] = image.bytes.readableBytes
                        return try await target.store(image, in: processor.renditions)
                    }
                    found[image.name] = record
                    monitor.emit(.stored(record))
                }
            }
        }
        let renditions = try processor.recipe.renditions.map { rendition in
            guard let stored = found[rendition.name] else {
                throw RenderError(.engineFailed, "The engine gave no image for the rendition \(rendition.name).")
            }
            return stored
        }
        return RenderedOriginal(inspected: inspected, renditions: renditions, analysis: analysis)
    }

    private func targets() throws -> [RenditionTarget] {
        let digests = source.overlays.mapValues { Fingerprint(of: [Array($0.readableBytesView)]) }
        return try processor.recipe.renditions.map { rendition in
            try RenditionTarget(
                rendition, of: id, original: inspected.original.entityTag, generation: inspected.generation,
                outputVersion: processor.engine.outputVersion, overlays: digests)
        }
    }

    private func look(at image: RenderedImage, _ fingerprint: Fingerprint?) -> ImageAnalysis {
        let raster = Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))
        var seen = ImageAnalyzer.analyze(raster, features: processor.recipe.analysis)
        seen.fingerprint = fingerprint
        seen.isIncomplete = image.isIncomplete
        monitor.emit(.analyzed(seen))
        return seen
    }

    /// The analysis of the same bytes, when it has everything that the recipe asks for now, seen in pixels that would come
    /// out the same.
    private func reusableAnalysis(of previous: AssetRecord?, madeAs fingerprint: Fingerprint?) -> ImageAnalysis? {
        guard let analysis = previous?.analysis, analysis.features.isSuperset(of: processor.recipe.analysis),
            fingerprint == nil || analysis.fingerprint == fingerprint
        else { return nil }
        return analysis
    }
}
