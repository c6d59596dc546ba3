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

    @Argument(help: "One of the tasks that the README lists, or mixed.")
    var task: BenchTask

    @Argument(help: "The image, or the folder of images for mixed.")
    var file: String

    @Option(help: "How often the task is done.")
    var iterations = 5

    @Option(help: "How many times as large as needed a JPEG is decoded at least.")
    var margin = VipsEngineConfiguration().decodingMargin

    @Option(help: "Images that are worked on at once.")
    var jobs = 1

    @Option(help: "A folder for the results of the last iteration.")
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
                let name = "\(image.name).\(image.encoding.name)"
                try Data(image.bytes.readableBytesView).write(to: URL(filePath: out).appending(path: name))
            }
        }
        let report = Report(
            task: task.rawValue, peer: "renditions", mode: "margin \(margin)",
            cpuSeconds: seconds, peakMegabytes: Usage.now.peakMegabytes,
            bytes: Dictionary(uniqueKeysWithValues: images.map { ($0.name, $0.bytes.readableBytes) }),
            versions: ["libvips": VipsEngine.libraryVersion])
        try report.print(json: json)
    }
}

