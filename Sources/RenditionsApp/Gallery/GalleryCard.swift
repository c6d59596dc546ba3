internal import Renditions

/// One original on the page.
struct GalleryCard {
    var entry: GalleryEntry

    var text: String {
        if let failure = entry.failure {
            return """
                <article class="failed">
                <h2>\(entry.title.escapedForHTML)</h2>
                <p><code>\(failure.code.escapedForHTML)</code> \(failure.message.escapedForHTML)</p>
                </article>
                """
        }
        return """
            <article>
            <div class="original">
            \(original)
            \(facts)
            </div>
            <div class="renditions">
            \(entry.renditions.map(figure).joined(separator: "\n"))
            </div>
            \(GalleryAnalysis(entry: entry).text)
            </article>
            """
    }

    private var original: String {
        guard let picture = entry.original else { return "" }
        // What a page would show until the image has come; it is seen beside an upright one.
        var look = "class=\"stage clear\""
        if !isTransparent {
            look = "class=\"stage\"" + (entry.blurHash.map { " style=\"background-image:url(\($0.address))\"" } ?? "")
        }
        return """
            <div \(look)>\(image(picture, alt: entry.title, isLazy: false))</div>
            """
    }

    private var facts: String {
        var facts: [String] = []
        if let info = entry.record?.info {
            facts.append("\(Self.pixels(info.orientedSize)) pixels")
            facts.append(Amount.bytes(info.bytes))
            facts.append(info.format.rawValue.uppercased())
            if info.size.area >= 1_000_000 {
                facts.append("\(Amount.decimal(Double(info.size.area) / 1_000_000, digits: 1)) megapixels")
            }
            if info.pages > 1 { facts.append("\(info.pages) frames") }
            if info.hasAlpha { facts.append("transparency") }
            if info.orientation != .up { facts.append("stored turned, shown upright") }
            if let profile = info.profileName { facts.append(profile) }
            if entry.record?.isIncomplete == true { facts.append("incomplete: filled up") }
            if info.hasLocation { facts.append(entry.keepsLocation ? "tells its place" : "told its place: removed") }
        }
        let items = facts.map { "<li>\($0.escapedForHTML)</li>" }.joined()
        return """
            <h2>\(entry.title.escapedForHTML)</h2>
            <ul class="facts">\(items)<li>\(Amount.grouped(entry.milliseconds)) ms</li></ul>
            """
    }

    private func figure(_ record: RenditionRecord, _ picture: GalleryPicture?) -> String {
        let format = record.contentType.split(separator: "/").last.map(String.init) ?? record.contentType
        var details = [Amount.bytes(record.bytes), format.uppercased()]
        if record.isIncomplete { details.append("incomplete") }
        if record.frames > 1 { details.append("\(record.frames) frames") }
        if record.seconds > 0 { details.append("\(Amount.grouped(Int((record.seconds * 1000).rounded())))\u{A0}ms") }
        let saved = entry.record?.info.map { Amount.change(from: $0.bytes, to: record.bytes) } ?? ""
        let look = isTransparent && record.contentType != "image/jpeg" ? "frame clear" : "frame"
        return """
            <figure>
            <div class="\(look)">\(picture.map { image($0, alt: record.name, isLazy: true) } ?? "")</div>
            <figcaption><strong>\(record.name.escapedForHTML)</strong>
            <em class="\(saved.hasPrefix("+") ? "more" : "saved")">\(saved)</em>
            <small>\(Self.pixels(record.size))<br>\(details.joined(separator: " · ").escapedForHTML)</small></figcaption>
            </figure>
            """
    }

    private var isTransparent: Bool { entry.record?.info?.hasAlpha == true }

    private func image(_ picture: GalleryPicture, alt: String, isLazy: Bool) -> String {
        "<img src=\"\(picture.address)\" alt=\"\(alt.escapedForHTML)\" width=\"\(picture.size.width)\" "
            + "height=\"\(picture.size.height)\"\(isLazy ? " loading=\"lazy\"" : "")>"
    }

    private static func pixels(_ size: PixelSize) -> String {
        "\(Amount.grouped(size.width)) × \(Amount.grouped(size.height))"
    }
}
