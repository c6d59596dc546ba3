internal import Foundation
internal import NIOCore
internal import Renditions

/// Tells of every render, and does what originals ask for that are marked: one that ends the process, one that never ends.
struct AuditedEngine: ImageEngine {
    /// What the last bytes of an original ask for.
    enum Mark: String, CaseIterable, Sendable {
        case poison = "-POISON-"
        case endless = "-ENDLESS"

        /// The serial with which an upload is marked: its eight letters.
        var serial: UInt64 { rawValue.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
    }

    let engine: any ImageEngine
    let log: AuditLog

    var outputVersion: String { engine.outputVersion }
    var limits: ImageLimits { engine.limits }
    func supports(_ operation: any ImageOperation) -> Bool { engine.supports(operation) }
    func supports(_ encoding: Encoding) -> Bool { engine.supports(encoding) }
    func probe(_ source: ImageSource) async throws -> ImageInfo { try await engine.probe(source) }

    func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        log.add("render", AuditScope.token)
        switch Mark(rawValue: String(decoding: source.bytes.readableBytesView.suffix(8), as: UTF8.self)) {
        case .poison?: abort()
        case .endless?: try await Task.sleep(for: .seconds(86_400))
        case nil: break
        }
        return try await engine.render(plan, from: source)
    }
}
