internal import Renditions

/// What was seen in the pixels of one original.
struct GalleryAnalysis {
    var entry: GalleryEntry

    var text: String {
        guard let analysis = entry.record?.analysis else { return "" }
        var parts: [String] = []
        if let picture = entry.blurHash { parts.append(placeholder("BlurHash", analysis.blurHash, picture)) }
        if let picture = entry.thumbHash { parts.append(placeholder("ThumbHash", analysis.thumbHash, picture)) }
        if let colors = analysis.palette ?? analysis.dominantColor.map({ [$0] }), !colors.isEmpty {
            parts.append(palette(colors))
        }
        let numbers = numbers(analysis)
        if !numbers.isEmpty { parts.append("<dl class=\"numbers\">\(numbers)</dl>") }
        return parts.isEmpty ? "" : "<div class=\"analysis\">\(parts.joined(separator: "\n"))</div>"
    }

    private func placeholder(_ name: String, _ hash: String?, _ picture: GalleryPicture) -> String {
        """
        <figure class="placeholder"><img src="\(picture.address)" alt="" width="\(picture.size.width)" \
        height="\(picture.size.height)"><figcaption><strong>\(name)</strong>\
        <code>\((hash ?? "").escapedForHTML)</code></figcaption></figure>
        """
    }

    private func palette(_ colors: [Color]) -> String {
        let swatches = colors.map { color in
            "<li><i style=\"background:\(color)\"></i><code>\(color)</code></li>"
        }
        return
            "<ul class=\"palette\" aria-label=\"Palette, the colour that covers most first\">\(swatches.joined())</ul>"
    }

    private func numbers(_ analysis: ImageAnalysis) -> String {
        var rows: [(String, String)] = []
        if let entropy = analysis.entropy { rows.append(("Entropy", "\(Amount.decimal(entropy, digits: 2)) bits")) }
        if let sharpness = analysis.sharpness { rows.append(("Sharpness", Amount.grouped(Int(sharpness.rounded())))) }
        if let isOpaque = analysis.isOpaque { rows.append(("Opaque", isOpaque ? "yes" : "no")) }
        if let hash = analysis.perceptualHash { rows.append(("Perceptual hash", "\(hash)")) }
        return rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1.escapedForHTML)</dd></div>" }.joined()
    }
}
