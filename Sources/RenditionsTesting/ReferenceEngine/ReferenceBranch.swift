import NIOCore
import Renditions

/// Carries out one branch of a plan: every step in turn, then every output.
struct ReferenceBranch {
    let branch: RenderPlan.Branch
    let overlays: [ObjectKey: Raster]
    let limits: ImageLimits
    let deadline: ReferenceDeadline

    func render(_ source: Raster) throws -> [RenderedImage] {
        guard source.size == branch.storedSize else {
            throw RenderError(
                .invalidImage, "The plan is for an image of \(branch.storedSize) pixels, not of \(source.size).")
        }
        var results: [Raster] = []
        for step in branch.steps {
            try deadline.check()
            results.append(try carryOut(step, on: try Self.raster(step.input, of: results, or: source)))
        }
        return try branch.outputs.map { output in
            try deadline.check()
            let start = ContinuousClock.now
            let raster = try Self.raster(output.step, of: results, or: source)
            return RenderedImage(
                name: output.name, bytes: try encode(raster, as: output.encoding), encoding: output.encoding,
                size: raster.size, seconds: (ContinuousClock.now - start) / .seconds(1))
        }
    }

    /// What a step or output reads. A plan may come from another process, so its numbers are not taken on trust.
    private static func raster(_ step: Int?, of results: [Raster], or source: Raster) throws -> Raster {
        guard let step else { return source }
        guard results.indices.contains(step) else {
            throw RenderError(.engineFailed, "The plan reads step \(step) before it is carried out.")
        }
        return results[step]
    }

    private func carryOut(_ step: RenderPlan.Step, on raster: Raster) throws -> Raster {
        var operations: [any ImageOperation] = [step.operation]
        // An operation whose geometry could not be told before the pixels were there is resolved now.
        if !(step.operation is any ReferenceOperation), let geometric = step.operation as? any GeometricOperation {
            operations = try geometric.resolved(for: raster.size)
        }
        var result = raster
        for operation in operations {
            guard let operation = operation as? any ReferenceOperation else {
                throw RenderError(.unsupportedOperation, "This engine can't do \(type(of: operation).name).")
            }
            try operation.validate(for: result.size)
            guard operation.outputSize(for: result.size).area <= max(limits.pixels, branch.storedSize.area) else {
                throw RenderError(.outputTooLarge, "\(type(of: operation).name) would exceed the limit of pixels.")
            }
            result = try operation.apply(to: result, overlays: overlays)
        }
        return result
    }

    private func encode(_ raster: Raster, as encoding: Encoding) throws -> ByteBuffer {
        guard raster.size.longerSide <= min(limits.outputSide, encoding.maximumSide) else {
            throw RenderError(.outputTooLarge, "A rendition of \(raster.size) pixels is too large.")
        }
        switch encoding {
        case .raw: return ByteBuffer(bytes: raster.pixels)
        case .png: return ReferenceEncoder.png(raster)
        default: throw RenderError(.unsupportedEncoding, "This engine can't write \(encoding.name).")
        }
    }
}
