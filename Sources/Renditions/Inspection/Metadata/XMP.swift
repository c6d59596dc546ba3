/// What is asked of XMP packets, which are searched but never parsed: no XML parser meets bytes of a user here.
public enum XMP {
    /// Prefixes of namespaces, and beginnings of those of their properties that say where a picture was taken or what
    /// place it shows, in lower case (XMP part 2 section 2.4; IPTC Photo Metadata Standard 2023.2, Location Created and
    /// Location Shown).
    private static let places: [(namespace: StaticString, properties: [StaticString])] = [
        ("photoshop", ["city", "state", "country"]), ("iptc4xmpcore", ["location", "countrycode"]),
        ("iptc4xmpext", ["location", "city", "sublocation", "country", "provincestate"]),
        // Whatever prefix a writer gives to the namespaces of EXIF and of drones.
        ("", ["gps", "latitude", "longitude"]),
    ]
    /// Bytes of a packet that are searched; real ones have a few thousand.
    static let searched = 4 << 20

    /// Whether a packet names a place, in any letter case. Errs on the side of yes, so also for one of more than 4 MiB.
    public static func mentionsLocation(_ packet: [UInt8]) -> Bool {
        packet.withUnsafeBytes { mentionsLocation(ByteView($0)) }
    }

    static func mentionsLocation(_ packet: ByteView) -> Bool {
        guard packet.count <= searched else { return true }
        var offset = 0
        // Every name holds a colon, and colons are rare enough to look at the words around each.
        while let colon = packet.firstIndex(of: 0x3A, from: offset) {
            for place in places where matches(packet, colon - place.namespace.utf8CodeUnitCount, place.namespace) {
                for property in place.properties where matches(packet, colon + 1, property) { return true }
            }
            offset = colon + 1
        }
        return false
    }

    private static func matches(_ packet: ByteView, _ start: Int, _ lowercase: StaticString) -> Bool {
        guard packet.holds(start, lowercase.utf8CodeUnitCount) else { return false }
        return packet.withMemory { memory in
            lowercase.withUTF8Buffer { wanted in
                for index in 0..<wanted.count {
                    let byte = memory[start + index]
                    let lower = (65...90).contains(byte) ? byte | 0x20 : byte
                    guard lower == wanted[index] else { return false }
                }
                return true
            }
        }
    }
}
