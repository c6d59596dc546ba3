import ArgumentParser
import Foundation
import NIOCore
import Renditions
import RenditionsVips

/// Does one task over and over in one process and says what it cost: the Swift side of the comparison.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renditions-bench", abstract: "Measures what one task costs.")

    @Argument(help: "jpeg, fanout-jpeg, fanout-webp, png, webp, avif, or mixed.")
    var task: BenchTask

    @Argument(help: "The image, or the folder of images for mixed.")
    var file: String

    @Option(help: "How often the task is done.")
    var iterations = 5

    @Option(help: "How many times as large as needed a JPEG is decoded at least.")
    var margin = 2.0

    @Option(help: "Images that are worked on at once.")
    var jobs = 1

    @Option(help: "Where the last result is written: a file, or for a fan-out the beginning of the files' names.")
    var out: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func run() async throws {
        var configuration = VipsEngineConfiguration(threads: jobs, decodingMargin: margin)
        configuration.limits.seconds = 600
        configuration.limits.inputBytes = 1 << 30
        configuration.limits.memoryBytes = 4 << 30
        let engine = try VipsEngine(configuration)
        if task == .mixed {
            try await MixedRun(engine: engine, folder: file, count: iterations, jobs: jobs).carryOut(json: json)
            return
        }
        let bytes = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: file)))
        let source = ImageSource(bytes)
        // One round that is not counted: first use loads code and grows the heap.
        var images = try await engine.render(task.renditions, from: source)
        var seconds: [Double] = []
        for _ in 0..<iterations {
            let start = Usage.now.cpuSeconds
            images = try await engine.render(task.renditions, from: source)
            seconds.append(Usage.now.cpuSeconds - start)
        }
        if let out {
            for image in images {
                let name = images.count == 1 ? out : "\(out)\(image.name).\(image.encoding.fileExtension)"
                try Data(image.bytes.readableBytesView).write(to: URL(filePath: name))
            }
        }
        let report = Report(
            task: task.rawValue, peer: "renditions", cpu_seconds_per_image: seconds,
            peak_rss_mb: Usage.now.peakMegabytes, bytes: images.map(\.bytes.readableBytes),
            versions: ["libvips": VipsEngine.libraryVersion])
        try report.print(json: json)
    }
}

enum BenchTask: String, ExpressibleByArgument, CaseIterable {
    case jpeg
    case fanoutJPEG = "fanout-jpeg"
    case fanoutWebP = "fanout-webp"
    case png
    case webp
    case avif
    case mixed

    static let widths = [2560, 1280, 640, 320, 160]

    var renditions: [Rendition] {
        switch self {
        case .jpeg: [Rendition("w720", [.resize(width: 720)], as: .jpeg(quality: 80, optimize: false))]
        case .fanoutJPEG:
            Self.widths.map { Rendition("w\($0)", [.resize(width: $0)], as: .jpeg(quality: 80, optimize: false)) }
        case .fanoutWebP: Self.widths.map { Rendition("w\($0)", [.resize(width: $0)], as: .webp(quality: 80)) }
        case .png: [Rendition("w720", [.resize(width: 720)], as: .png(compression: 6))]
        case .webp: [Rendition("w720", [.resize(width: 720)], as: .webp(quality: 80))]
        case .avif: [Rendition("w720", [.resize(width: 720)], as: .avif(quality: 50, effort: 4))]
        case .mixed: []
        }
    }
}

/// What was measured, in the form that every peer prints.
struct Report: Codable {
    var task: String
    var peer: String
    var cpu_seconds_per_image: [Double]
    var peak_rss_mb: Double
    var bytes: [Int]
    var versions: [String: String]

    func print(json: Bool) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
        } else {
            let sorted = cpu_seconds_per_image.sorted()
            let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
            Swift.print(
                "\(task): median \(milliseconds(median)) ms, least \(milliseconds(sorted.first ?? 0)) ms of processor time "
                    + "an image; peak \(Int(peak_rss_mb)) MB; \(bytes) bytes")
        }
    }

    private func milliseconds(_ seconds: Double) -> Double { (seconds * 10_000).rounded() / 10 }
}

/// What this process has used so far.
struct Usage {
    var cpuSeconds: Double
    var peakMegabytes: Double

    static var now: Usage {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
        #else
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #endif
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            peakMegabytes: Double(usage.ru_maxrss) / 1024)
    }

    /// Megabytes resident now.
    static var residentMegabytes: Double {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
