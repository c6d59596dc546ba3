internal import Renditions

/// The page as HTML.
struct GalleryPage {
    var recipe: String
    var summary: BatchSummary
    var entries: [GalleryEntry]
    /// Originals that are not shown.
    var left: Int
    var libraryVersion: String

    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        \(GalleryFile.mark)
        <title>Renditions: \(recipe.escapedForHTML)</title>
        <style>
        \(GalleryStyle.text)
        </style>
        </head>
        <body>
        <header>
        <h1>Renditions</h1>
        <p>Recipe <strong>\(recipe.escapedForHTML)</strong>, made with libvips \(libraryVersion.escapedForHTML)</p>
        <dl class="tiles">
        \(tiles)
        </dl>
        </header>
        <main>
        \(entries.map { GalleryCard(entry: $0).text }.joined(separator: "\n"))
        </main>
        \(left > 0 ? "<footer>\(Amount.count(left, "more original")) not shown.</footer>" : "")
        </body>
        </html>

        """
    }

    private var tiles: String {
        let made = summary.renditions + summary.skipped
        var tiles = [
            tile("Originals", Amount.grouped(summary.done), Amount.bytes(summary.bytesIn)),
            tile("Renditions", Amount.grouped(made), Amount.bytes(summary.bytesOut)),
            tile(
                "Time", duration,
                summary.skipped > 0 ? "\(Amount.grouped(summary.skipped)) were there already" : "all made in this run"),
        ]
        if summary.bytesIn > 0 {
            let saved = Amount.change(from: summary.bytesIn, to: summary.bytesOut)
            tiles.append(tile("All renditions against originals", saved, "in bytes"))
        }
        if summary.failed > 0 { tiles.append(tile("Failed", Amount.grouped(summary.failed), "see below")) }
        return tiles.joined(separator: "\n")
    }

    private var duration: String {
        summary.milliseconds < 1000
            ? "\(summary.milliseconds) ms" : "\(Amount.decimal(Double(summary.milliseconds) / 1000, digits: 1)) s"
    }

    private func tile(_ name: String, _ value: String, _ detail: String) -> String {
        "<div><dt>\(name)</dt><dd>\(value)</dd><dd class=\"detail\">\(detail)</dd></div>"
    }
}
