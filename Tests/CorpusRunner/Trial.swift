/// One file that is put to the test.
struct Trial: Sendable {
    /// Below the folder that was given.
    var name: String
    var path: String
    var expectation: Expectation
    /// Whether somebody has said what to expect.
    var isListed: Bool

    static func good(_ folder: ImageFolder) -> [Trial] {
        folder.files.map { Trial(name: $0, path: folder.path + "/" + $0, expectation: .made, isListed: true) }
    }

    static func hostile(_ folder: ImageFolder) -> [Trial] {
        let manifest = Manifest(of: folder)
        return folder.files.map { name in
            Trial(
                name: name, path: folder.path + "/" + name,
                expectation: accepted[lastName(name)] == nil ? manifest?.expectation(of: name) ?? .either : .either,
                isListed: manifest != nil)
        }
    }

    /// Files that may be taken although a manifest says otherwise, and why.
    private static let accepted = [
        // 97 frames of 13x169 are 213,000 pixels, under every limit: decoded on purpose. Its height is that of all
        // frames in one column, which is how libvips lays them out and not how we count.
        "sharp__big-height.webp": "under every limit"
    ]

    /// What is wrong with the outcome; nil where it fits.
    func fault(of outcome: Outcome) -> String? {
        if let fault = outcome.fault { return fault }
        switch (expectation, outcome) {
        case (.made, .refused(let code)) where !isOffTheList(code): return "a good file was refused"
        case (.refused, .made): return "a bad file was taken"
        default: return nil
        }
    }

    /// What somebody should look at.
    func remark(on outcome: Outcome) -> String? {
        guard !isListed, case .made = outcome, name.lowercased().contains("trunc") else { return nil }
        return "taken, though its name says that it is truncated"
    }

    /// A format that is not switched on, or is not known at all and does not go by the name of one that is.
    private func isOffTheList(_ code: String) -> Bool {
        let suffix = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        return code == "forbidden-format" || code == "unknown-format" && !Self.suffixes.contains(suffix)
    }

    private static let suffixes: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "heic", "heif", "tif", "tiff",
    ]

    private static func lastName(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }
}
