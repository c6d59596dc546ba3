internal import Foundation
internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTesting
internal import RenditionsWorkflow

/// Kills a worker in the middle of a task, and takes the time until another begins it again.
struct TakeoverTrial {
    let scratch: Scratch
    let leaseDuration: Duration

    /// - Returns: a line that tells it.
    func run() async throws -> String {
        let scratch = Scratch(root: scratch.root + "/\(UUID().uuidString)")
        try scratch.make()
        let key: ObjectKey = "uploads/endless.img"
        let picture = PNGWriter.encode(TestImage.solid(PixelSize(width: 8, height: 8), .white))
        var file = ByteBuffer(bytes: picture)
        file.writeInteger(AuditedEngine.Mark.endless.serial)
        _ = try await scratch.originals().put(ObjectBody(file), at: key)
        var crew = try Crew(scratch, WorkerProcess.Options(leaseDuration: leaseDuration), seed: 1, count: 1)
        crew.give(Errand(number: 1, kind: .ingest, key: key))
        try await wait(for: 1, scratch, &crew)
        // The other is there before the first is gone, as in production.
        try crew.hire()
        _ = try crew.listen(for: .seconds(2))
        crew.workers[0].kill()
        let start = ContinuousClock.now
        try await wait(for: 2, scratch, &crew)
        let time = (ContinuousClock.now - start) / .seconds(1)
        for worker in crew.workers { worker.kill() }
        return "takeover: lease \(leaseDuration), begun again \(String(format: "%.2f", time)) s after the kill"
    }

    private func wait(for renders: Int, _ scratch: Scratch, _ crew: inout Crew) async throws {
        while (try? Audit(path: scratch.auditPath))?.renders.values.first ?? 0 < renders {
            _ = try crew.listen(for: .milliseconds(10))
        }
    }
}
