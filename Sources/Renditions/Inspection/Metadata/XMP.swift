/// What is asked of XMP packets, which are searched but never parsed: no XML parser meets bytes of a user here.
public enum XMP {
    /// Names of properties and the namespaces' prefixes that say where a picture was taken or what place it shows
    /// (XMP part 2 section 2.4; IPTC Photo Metadata Standard 2023.2, Location Created and Location Shown).
    private static let names: [StaticString] = [
        "photoshop:city", "photoshop:state", "photoshop:country",
        "iptc4xmpcore:location", "iptc4xmpcore:countrycode", "iptc4xmpext:location", "iptc4xmpext:city",
        "iptc4xmpext:sublocation", "iptc4xmpext:country", "iptc4xmpext:provincestate",
        // Whatever prefix a writer gives to the namespaces of EXIF and of drones.
        ":gps", ":latitude", ":longitude",
    ]

    /// Whether a packet names a place, in any letter case. Errs on the side of yes.
    public static func mentionsLocation(_ packet: [UInt8]) -> Bool {
        packet.withUnsafeBytes { mentionsLocation(ByteView($0)) }
    }

    static func mentionsLocation(_ packet: ByteView) -> Bool {
        packet.withMemory { memory in
            var offset = 0
            // Every name holds a colon, and colons are rare enough to search for the word around each.
            while let colon = packet.firstIndex(of: 0x3A, from: offset) {
                for name in names where matches(memory, colon, name) { return true }
                offset = colon + 1
            }
            return false
        }
    }

    private static func matches(_ memory: UnsafeRawBufferPointer, _ colon: Int, _ name: StaticString) -> Bool {
        name.withUTF8Buffer { wanted in
            guard let within = wanted.firstIndex(of: 0x3A), colon >= within,
                memory.count - colon >= wanted.count - within
            else { return false }
            let start = colon - within
            for index in 0..<wanted.count {
                let byte = memory[start + index]
                let lower = (65...90).contains(byte) ? byte | 0x20 : byte
                guard lower == wanted[index] else { return false }
            }
            return true
        }
    }
}
