internal import Renditions

/// The renditions of an image that show the same at different sizes, for a browser to choose from.
struct ResponsiveImage: Sendable {
    private let id: AssetID
    private let links: Links
    /// By media type, what browsers shall prefer first; each by width, the smallest first.
    private let groups: [(type: String, renditions: [RenditionRecord])]

    /// - Parameter size: of the original, upright; nil where it is not known.
    init(_ renditions: some Collection<RenditionRecord>, of id: AssetID, size: PixelSize?, links: Links) {
        self.id = id
        self.links = links
        // The smaller files first: browsers take the first type that they know.
        let order = ["image/avif", "image/jxl", "image/webp", "image/jpeg", "image/png", "image/gif"]
        let shown = renditions.filter { order.contains($0.contentType) }
        let widestFirst = shown.sorted { ($0.size.width, $1.name) > ($1.size.width, $0.name) }
        let reference = widestFirst.first { size.map($0.size.hasShape(of:)) ?? true } ?? widestFirst.first
        let members = reference.map { reference in shown.filter { $0.size.hasShape(of: reference.size) } } ?? []
        groups = order.compactMap { type in
            var seen: Set<Int> = []
            let group = members.filter { $0.contentType == type }
                .sorted { ($0.size.width, $0.name) < ($1.size.width, $1.name) }
                .filter { seen.insert($0.size.width).inserted }
            return group.isEmpty ? nil : (type, group)
        }
    }

    /// For the attribute `srcset`, by media type.
    var sourceSets: [(type: String, text: String)] { groups.map { ($0.type, sourceSet($0.renditions)) } }

    private func sourceSet(_ renditions: [RenditionRecord]) -> String {
        renditions.map { "\(links.rendition($0, of: id)) \($0.size.width)w" }.joined(separator: ", ")
    }

    /// A `picture` element; nil where nothing can be shown. The last type is the one that every browser knows, or the best
    /// that there is, and stands in `img`.
    var markup: String? {
        guard let last = groups.last, let shown = last.renditions.last else { return nil }
        let sources = groups.dropLast().map { group in
            "<source type=\"\(group.type)\" srcset=\"\(sourceSet(group.renditions).escapedForMarkup)\" sizes=\"100vw\">"
        }
        let image =
            "<img src=\"\(links.rendition(shown, of: id).escapedForMarkup)\" "
            + "srcset=\"\(sourceSet(last.renditions).escapedForMarkup)\" sizes=\"100vw\" "
            + "width=\"\(shown.size.width)\" height=\"\(shown.size.height)\" alt=\"\" loading=\"lazy\">"
        return "<picture>" + sources.joined() + image + "</picture>"
    }
}

extension PixelSize {
    /// Whether this is the other size, scaled: sides are rounded to whole pixels.
    fileprivate func hasShape(of other: PixelSize) -> Bool {
        let scale = Double(width) / Double(max(1, other.width))
        return abs(Double(other.height) * scale - Double(height)) <= max(1, scale)
    }
}

extension String {
    /// With what means something in an attribute of HTML written as a reference.
    fileprivate var escapedForMarkup: String {
        var text = ""
        for character in self {
            switch character {
            case "&": text += "&amp;"
            case "\"": text += "&quot;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.append(character)
            }
        }
        return text
    }
}
