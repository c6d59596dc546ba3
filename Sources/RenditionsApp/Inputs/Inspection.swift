internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsVips

/// What is to be found in one image file.
struct Inspection: Encodable {
    /// As it was given.
    var path: String
    var info: ImageInfo
    var analysis: ImageAnalysis?

    /// - Throws: `RenderError`, `StoreError`.
    init(of path: String, with engine: VipsEngine, analyzing: Bool) async throws {
        self.path = path
        let source = try Self.source(path, limit: engine.limits.inputBytes)
        info = try await engine.probe(source)
        if analyzing { analysis = try await Self.analysis(of: source, with: engine) }
    }

    /// The bytes of a file.
    ///
    /// - Throws: `RenderError` with code `too-many-bytes`; `StoreError`.
    static func source(_ path: String, limit: Int) throws -> ImageSource {
        do {
            let (_, bytes) = try FileReader.read(path, limit: limit)
            guard bytes.readableBytes > 0 else {
                throw RenderError(.unknownFormat, "The file is empty. Give the whole file.")
            }
            return ImageSource(bytes)
        } catch let error as StoreError where error.code == .tooLarge {
            throw RenderError(.tooManyBytes, "The file has more than \(limit) bytes. Raise --max-bytes.", cause: error)
        }
    }

    /// Everything that can be seen in the pixels, as a recipe that asks for it all has it in its records.
    static func analysis(of source: ImageSource, with engine: VipsEngine) async throws -> ImageAnalysis {
        let small = Rendition(
            "small", [.resize(width: 256, height: 256, fit: .inside)], as: .raw, animation: .firstFrame)
        guard let image = try await engine.render([small], from: source).first else { return ImageAnalysis() }
        let raster = Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))
        return ImageAnalyzer.analyze(raster, features: Set(AnalysisFeature.allCases))
    }
}
