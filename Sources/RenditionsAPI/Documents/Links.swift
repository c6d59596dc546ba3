internal import Renditions

/// The URLs of what the API serves.
struct Links: Sendable {
    private let start: String

    init(_ configuration: ImageAPI.Configuration) {
        let base = configuration.basePath.split(separator: "/").map { "/" + $0 }.joined()
        start = configuration.origin + base
    }

    var images: String { start + "/images" }
    func image(_ id: AssetID) -> String { "\(images)/\(id)" }
    func events(_ id: AssetID) -> String { "\(image(id))/events" }
    func original(_ id: AssetID) -> String { "\(image(id))/original" }
    func upload(_ token: String) -> String { "\(start)/uploads/\(token)" }

    /// With the version in it, so that what is under the link never changes.
    func rendition(_ rendition: RenditionRecord, of id: AssetID) -> String {
        "\(image(id))/renditions/\(rendition.name)?v=\(Self.version(of: rendition))"
    }

    /// Tells one stored rendition from every other: twelve digits that follow from its key, and don't tell it.
    static func version(of rendition: RenditionRecord) -> String {
        String(Fingerprint(of: [Array(rendition.key.rawValue.utf8)]).description.prefix(12))
    }
}
