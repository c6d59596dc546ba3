internal import Renditions

extension String {
    /// A message of the library in the words of the command line: its callers set properties and pass stores, people who
    /// read this give options.
    var inToolWords: String {
        var text = self
        for (word, option) in Self.toolWords { text = text.replacing(word, with: option) }
        for format in ImageFormat.allCases where text.hasPrefix("The file is \(format.rawValue), ") {
            text = text.replacing(
                "Upload another format, or allow this one.",
                with: "Give another format, or --allow \(format.rawValue) where you trust the file.")
        }
        return text
    }

    private static let toolWords = [
        ("raise ImageLimits.inputBytes", "raise --max-bytes"), ("raise the limit of bytes", "raise --max-bytes"),
        ("raise ImageLimits.pixels", "raise --max-pixels"),
        ("raise ImageLimits.totalPixels", "raise --max-total-pixels"),
        ("raise ImageLimits.pages", "raise --max-pages"), ("raise ImageLimits.scans", "raise --max-scans"),
        ("Raise the budget, or lower the limit of pixels", "Raise --max-memory, or lower --max-pixels"),
        ("and no store of overlays was given", "and no folder was given with --overlays"),
        ("say that an emptied folder is accepted", "give --accept-emptied"),
        ("is not in the store of overlays", "is not in the folder of --overlays"),
    ]
}
