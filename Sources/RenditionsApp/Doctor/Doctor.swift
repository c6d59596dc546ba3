internal import NIOCore
internal import Renditions
internal import RenditionsVips

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Tries out what an engine can do and what it refuses.
struct Doctor: Sendable {
    let engine: VipsEngine

    /// - Throws: `CancellationError`.
    func examine() async throws -> DoctorReport {
        let process = ProcessInfo.processInfo
        var formats: [DoctorReport.Format] = []
        for format in ImageFormat.allCases { formats.append(await examine(format)) }
        var probes: [DoctorReport.Probe] = []
        for probe in SafetyProbe.all {
            try Task.checkCancellation()
            probes.append(await probe.report(with: engine))
        }
        return DoctorReport(
            version: RootCommand.versionText, libvips: VipsEngine.libraryVersion, outputVersion: engine.outputVersion,
            processors: VipsEngineConfiguration.processorCount, memory: Int(clamping: process.physicalMemory),
            allocator: Self.allocator(process.environment), formats: formats, drawsText: await drawsText(),
            limits: engine.limits, probes: probes)
    }

    /// Writes a small picture, and reads it again.
    private func examine(_ format: ImageFormat) async -> DoctorReport.Format {
        var report = DoctorReport.Format(name: format.rawValue, reads: "off", writes: "no")
        let isAllowed = engine.configuration.allowedFormats.contains(format)
        if isAllowed { report.reads = engine.reads(format) ? "yes" : "no" }
        guard let encoding = Self.encoding(of: format),
            let bytes = try? await engine.encode(Canary.picture(side: 64), as: encoding)
        else { return report }
        report.writes = "yes"
        if isAllowed {
            let copy = Rendition("copy", as: .raw)
            let images = try? await engine.render([copy], from: ImageSource(bytes))
            report.reads = images?.first?.size == PixelSize(width: 64, height: 64) ? "yes" : "no"
        }
        return report
    }

    private static func encoding(of format: ImageFormat) -> Encoding? {
        switch format {
        case .jpeg: .jpeg()
        case .png: .png()
        case .webp: .webp()
        case .gif: .gif()
        case .avif: .avif()
        case .heic: .heic()
        case .tiff: .tiff()
        case .jpegxl: .jpegxl()
        case .svg, .pdf, .jpeg2000: nil
        }
    }

    /// Whether letters leave marks on an empty picture.
    private func drawsText() async -> Bool {
        let white = Raster(size: PixelSize(width: 200, height: 80), fill: .white)
        let rendition = Rendition("text", [.text("Renditions", size: 24, color: .black)], as: .raw)
        guard let page = try? await engine.encode(white, as: .png()),
            let image = try? await engine.render([rendition], from: ImageSource(page)).first
        else { return false }
        return image.bytes.readableBytesView.contains { $0 < 128 }
    }

    /// Another allocator than the C library's is put before it by the loader; the engine's two settings then have no
    /// effect.
    private static func allocator(_ environment: [String: String]) -> String {
        let preloaded = environment["LD_PRELOAD"] ?? environment["DYLD_INSERT_LIBRARIES"] ?? ""
        for name in ["jemalloc", "mimalloc", "tcmalloc"] where preloaded.contains(name) { return name }
        return "the C library's, with few arenas and large blocks mapped"
    }
}
