/// The header and the tag table of an ICC profile (ICC.1:2022 sections 7.2 and 7.3).
struct ICCTags {
    /// Tags of one profile; real ones have fewer than thirty.
    private static let maximumTags = 100

    let colorSpace: FourCC
    let deviceClass: FourCC
    /// The space that colours are converted to and from: `XYZ ` or `Lab `.
    let connectionSpace: FourCC
    private var tags: [FourCC: ByteView] = [:]

    init?(_ view: ByteView) {
        guard let size = view.u32(0, .big), size >= 132, size <= ICCProfile.maximumBytes,
            let profile = view.slice(0, size), profile.matches("acsp", at: 36), let count = profile.u32(128, .big),
            count <= Self.maximumTags, let deviceClass = profile.fourCC(12), let space = profile.fourCC(16),
            let connection = profile.fourCC(20)
        else { return nil }
        self.deviceClass = deviceClass
        colorSpace = space
        connectionSpace = connection
        for index in 0..<count {
            let entry = 132 + 12 * index
            guard let name = profile.fourCC(entry), let offset = profile.u32(entry + 4, .big),
                let length = profile.u32(entry + 8, .big), let body = profile.slice(offset, length)
            else { return nil }
            tags[name] = body
        }
    }

    subscript(name: FourCC) -> ByteView? { tags[name] }

    /// The profile's own description: text (ICC.1:2001-04 6.5.17) or text in languages (ICC.1:2022 10.15), of which
    /// the first counts.
    var description: String? {
        guard let tag = tags["desc"] else { return nil }
        let text: String?
        switch tag.fourCC(0) {
        case "desc":
            text = tag.u32(8, .big).flatMap { tag.slice(12, min($0, 256)) }?.text
        case "mluc":
            guard let length = tag.u32(20, .big), let offset = tag.u32(24, .big),
                let body = tag.slice(offset, min(length, 512))
            else { return nil }
            let units = stride(from: 0, to: body.count - 1, by: 2).compactMap { body.u16($0, .big).map(UInt16.init) }
            text = String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
        default: text = nil
        }
        return text?.isEmpty == false ? text : nil
    }
}
