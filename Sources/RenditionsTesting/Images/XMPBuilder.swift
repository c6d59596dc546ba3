/// Builds XMP packets (XMP part 1, ISO 16684-1).
///
/// As it comes it names nothing; ``revealing`` names author and place.
public struct XMPBuilder: Sendable {
    /// Stands in the city and in the location.
    public static let locationCanary = ExifBuilder.locationCanary

    /// `dc:creator`; no markup characters.
    public var creator: String?
    /// `dc:rights`; no markup characters.
    public var rights: String?
    /// Writes `exif:GPSLatitude` and `exif:GPSLongitude` with ``ExifBuilder``'s position, and `photoshop:City` and
    /// `Iptc4xmpCore:Location` with ``locationCanary``.
    public var hasLocation = false

    public init() {}

    public static var revealing: XMPBuilder {
        var builder = XMPBuilder()
        builder.creator = "A. Photographer"
        builder.rights = "(c) A. Photographer"
        builder.hasLocation = true
        return builder
    }

    /// The packet in UTF-8, without padding.
    public func bytes() -> [UInt8] {
        var properties = ""
        if let creator {
            properties += "   <dc:creator><rdf:Seq><rdf:li>\(creator)</rdf:li></rdf:Seq></dc:creator>\n"
        }
        if let rights {
            properties += """
                   <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">\(rights)</rdf:li></rdf:Alt></dc:rights>

                """
        }
        if hasLocation {
            properties += """
                   <exif:GPSLatitude>12,34.5678N</exif:GPSLatitude>
                   <exif:GPSLongitude>98,45.4321E</exif:GPSLongitude>
                   <photoshop:City>\(Self.locationCanary)</photoshop:City>
                   <Iptc4xmpCore:Location>\(Self.locationCanary)</Iptc4xmpCore:Location>

                """
        }
        // Part 1 section 7.3.2 gives the wrapper its fixed identifier.
        let packet = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
                xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
            \(properties)  </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """
        return Array(packet.utf8)
    }
}
