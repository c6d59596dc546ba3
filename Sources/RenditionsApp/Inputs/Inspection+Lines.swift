internal import Renditions

extension Inspection {
    /// The facts for people, the file's name first.
    var lines: [String] {
        var facts: [(String, String)] = [
            ("format", info.format.rawValue),
            ("size", "\(info.size) pixels"),
            ("bytes", Amount.grouped(info.bytes)),
            (
                "orientation",
                "\(info.orientation.rawValue)" + (info.orientation == .up ? "" : ", shown as \(info.orientedSize)")
            ),
            ("channels", "\(info.bands) of \(info.bitDepth) bits\(info.hasAlpha ? ", one of them transparency" : "")"),
            (
                "colours",
                info.colorSpace.rawValue + (info.profileName.map { ", profile \($0.printable)" } ?? ", no profile")
            ),
        ]
        if let subsampling = info.subsampling { facts.append(("subsampling", subsampling)) }
        facts.append(("progressive", info.isProgressive ? "yes" : "no"))
        if info.pages > 1 { facts.append((info.isAnimated ? "frames" : "pages", "\(info.pages)")) }
        if let delays = info.delays { facts.append(("duration", "\(delays.reduce(0, +)) ms")) }
        if let loops = info.loopCount { facts.append(("plays", loops == 0 ? "for ever" : "\(loops) times")) }
        if let date = info.captureDate { facts.append(("taken", date.printable)) }
        let camera = [info.cameraMake, info.cameraModel].compactMap(\.self).joined(separator: " ")
        if !camera.isEmpty { facts.append(("camera", camera.printable)) }
        facts.append(("location", info.hasLocation ? "yes; no rendition has it unless a recipe keeps it" : "none"))
        facts += analysisFacts
        let width = facts.map(\.0.count).max() ?? 0
        return [path.printable]
            + facts.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count + 2))\($0.1)" }
    }

    private var analysisFacts: [(String, String)] {
        guard let analysis else { return [] }
        var facts: [(String, String)] = []
        if let hash = analysis.blurHash { facts.append(("blurHash", hash)) }
        if let hash = analysis.thumbHash { facts.append(("thumbHash", hash)) }
        if let color = analysis.dominantColor { facts.append(("dominant", "\(color)")) }
        if let colors = analysis.palette {
            facts.append(("palette", colors.map(\.description).joined(separator: " ")))
        }
        if let hash = analysis.perceptualHash { facts.append(("perceptual", "\(hash)")) }
        if let entropy = analysis.entropy { facts.append(("entropy", "\(Amount.decimal(entropy, digits: 2)) bits")) }
        if let sharpness = analysis.sharpness { facts.append(("sharpness", Amount.decimal(sharpness, digits: 1))) }
        if let isOpaque = analysis.isOpaque { facts.append(("opaque", isOpaque ? "yes" : "no")) }
        return facts
    }
}
