/// The application segments of a JPEG that say something about the image.
struct JPEGMetadata {
    private var exif: [UInt8]?
    private var xmp: [UInt8]?
    private var extendedBytes = 0
    private var extendedMentionsLocation = false
    /// Parts of the ICC profile by their number, which counts from 1 (ICC.1:2022 annex B.4).
    private var profileParts: [Int: [UInt8]] = [:]
    private var profilePartCount: Int?
    private var isProfileBroken = false

    mutating func read(_ body: ByteView, of marker: Int) {
        switch marker {
        // The first of each counts, as in other readers.
        case 0xE1 where body.matches("Exif\u{0}") && exif == nil:
            exif = body.rest(from: 6)?.bytes
        case 0xE1 where body.matches("http://ns.adobe.com/xap/1.0/\u{0}") && xmp == nil:
            xmp = body.rest(from: 29)?.bytes
        case 0xE1 where body.matches("http://ns.adobe.com/xmp/extension/\u{0}"):
            // What is too much to be searched is held to name a place, as in a packet of its own.
            extendedBytes += body.count
            extendedMentionsLocation =
                extendedMentionsLocation || extendedBytes > XMP.searched || XMP.mentionsLocation(body)
        case 0xE2 where body.matches("ICC_PROFILE\u{0}"):
            readProfilePart(body)
        default: break
        }
    }

    private mutating func readProfilePart(_ body: ByteView) {
        guard let number = body.u8(12), let count = body.u8(13), let part = body.rest(from: 14),
            number >= 1, number <= count, profilePartCount ?? count == count, profileParts[number] == nil
        else {
            isProfileBroken = true
            return
        }
        profilePartCount = count
        profileParts[number] = part.bytes
    }

    /// The whole profile; nil where parts are missing or contradict each other.
    private var profile: [UInt8]? {
        guard !isProfileBroken, let count = profilePartCount, profileParts.count == count else { return nil }
        return (1...count).flatMap { profileParts[$0] ?? [] }
    }

    /// Writes what the frame and these segments tell into the result.
    func describe(_ image: inout InspectedImage, _ frame: JPEGFrame) {
        image.info.size = frame.size
        image.info.bands = frame.components.count
        image.info.colorSpace = [1: .grey, 4: .cmyk][frame.components.count] ?? .rgb
        image.info.subsampling = frame.subsampling
        image.info.isProgressive = frame.isProgressive
        image.exif = exif
        image.xmp = xmp
        image.hasProfile = profilePartCount != nil || isProfileBroken
        image.iccProfile = profile
        image.describeMetadata(readsOrientation: true)
        image.info.hasLocation = image.info.hasLocation || extendedMentionsLocation
    }
}
