internal import Foundation
internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem

/// The renditions that a run of the tool has stored, and what must not be in them.
struct StoredRenditions {
    /// How many there are.
    private(set) var count = 0
    /// What is wrong with them; each starts with the rendition's key.
    private(set) var faults: [String] = []

    /// Limits are the originals' matter; here only what is hidden in a result counts.
    private static let limits = ImageLimits(
        inputBytes: 1 << 30, pixels: 1 << 30, totalPixels: 1 << 32, pages: 10_000, scans: 1000, outputSide: 1 << 20,
        seconds: 60, memoryBytes: 1 << 30)

    /// - Parameter out: the tool's folder for results.
    init(in out: String, markers: [Marker]) async throws {
        let root = out + "/renditions"
        guard FileManager.default.fileExists(atPath: root) else { return }
        let store = try FileObjectStore(root: root)
        for try await object in store.list() {
            count += 1
            let bytes = try await store.get(object.key).body.collect(upTo: 1 << 30)
            faults += Self.faults(in: bytes, markers: markers).map { "\(object.key): \($0)" }
        }
    }

    private static func faults(in bytes: ByteBuffer, markers: [Marker]) -> [String] {
        var faults: [String] = []
        do {
            let image = try ImageInspector.inspect(bytes, limits: limits, allowed: Set(ImageFormat.allCases))
            if image.info.hasLocation { faults.append("LEAK: holds a location") }
        } catch {
            faults.append("can't be read again: \(error.code)")
        }
        return faults + markers.filter { $0.occurs(in: bytes) }.map { "LEAK: holds \($0.name)" }
    }
}
