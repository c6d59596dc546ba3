import Foundation
import NIOCore
import Renditions
import RenditionsVips

/// Many images of many formats and sizes through one process, and what stays resident.
struct MixedRun {
    let engine: VipsEngine
    let folder: String
    let count: Int
    let jobs: Int

    func carryOut(json: Bool) async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
        var resident: [Double] = []
        var done = 0
        var refused = 0
        let start = Usage.now.cpuSeconds
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<count {
                if index >= jobs, let isDone = try await group.next() { note(isDone, &done, &refused, &resident) }
                let file = files[index % files.count]
                let encoding = [Encoding.jpeg(), .webp(), .png(), .jpeg(), .webp(), .avif(effort: 0)][index % 6]
                group.addTask { await render(file, as: encoding) }
            }
            for try await isDone in group { note(isDone, &done, &refused, &resident) }
        }
        let cpu = (Usage.now.cpuSeconds - start) / Double(count)
        print(
            "mixed: \(done) done, \(refused) refused, \(Int(cpu * 1000)) ms of processor time an image; resident every "
                + "100: \(resident.map { Int($0) }) MB, at the end \(Int(Usage.residentMegabytes)) MB, "
                + "peak \(Int(Usage.now.peakMegabytes)) MB")
    }

    private func note(_ isDone: Bool, _ done: inout Int, _ refused: inout Int, _ resident: inout [Double]) {
        if isDone { done += 1 } else { refused += 1 }
        if (done + refused) % 100 == 0 { resident.append(Usage.residentMegabytes) }
    }

    private func render(_ file: String, as encoding: Encoding) async -> Bool {
        guard let data = try? Data(contentsOf: URL(filePath: file)) else { return false }
        let renditions = [
            Rendition("w720", [.resize(width: 720)], as: encoding, animation: .firstFrame),
            Rendition("w200", [.resize(width: 200)], as: encoding, animation: .firstFrame),
        ]
        return (try? await engine.render(renditions, from: ImageSource(ByteBuffer(bytes: data)))) != nil
    }
}
