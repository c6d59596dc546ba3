import Foundation

/// What was measured, in the form that every peer prints.
struct Report: Encodable {
    var task: String
    var peer: String
    var mode: String
    var cpuSeconds: [Double]
    var peakMegabytes: Double
    /// Bytes of each result by its width.
    var bytes: [String: Int]
    var versions: [String: String]

    private enum CodingKeys: String, CodingKey {
        case task, peer, mode, bytes, versions
        case cpuSeconds = "cpu_seconds_per_image"
        case peakMegabytes = "peak_rss_mb"
    }

    func print(json: Bool) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
        } else {
            let sorted = cpuSeconds.sorted()
            let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
            Swift.print(
                "\(task): median \(milliseconds(median)) ms, least \(milliseconds(sorted.first ?? 0)) ms of processor time "
                    + "an image; peak \(Int(peakMegabytes)) MB; \(bytes) bytes")
        }
    }

    private func milliseconds(_ seconds: Double) -> Double { (seconds * 10_000).rounded() / 10 }
}
