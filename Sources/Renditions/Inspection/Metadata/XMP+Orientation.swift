extension XMP {
    /// A packet in which every property named Orientation, of whatever prefix, says this (tiff:Orientation, XMP part 2
    /// section 3.3), as a number with spaces behind it where the old value was longer: the length stays.
    ///
    /// A value is replaced where it stands as an attribute or as the text of an element; other markup is left alone. Takes
    /// time in proportion to the packet.
    ///
    /// - Returns: nil for a packet that is not UTF-8, in which nothing can be found.
    package static func packet(_ packet: [UInt8], saying orientation: Orientation) -> [UInt8]? {
        // In UTF-16 and UTF-32 a mark or a zero stands among the first bytes; each begins with a byte order mark or `<`.
        guard !packet.prefix(4).contains(where: { $0 == 0 || $0 == 0xFE || $0 == 0xFF }) else { return nil }
        var result = packet
        var place = 0
        while let colon = packet[place...].firstIndex(of: UInt8(ascii: ":")) {
            place = colon + 1
            guard packet[place...].starts(with: name) else { continue }
            place += name.count
            guard let value = value(in: packet, after: place, isEndTag: isEndTag(packet, colon)) else { continue }
            for index in value { result[index] = UInt8(ascii: " ") }
            result[value.lowerBound] = UInt8(ascii: "0") + UInt8(orientation.rawValue)
            place = value.upperBound
        }
        return result
    }

    private static let name = Array("Orientation".utf8)

    /// Where the value of a property stands, without spaces around it; nil where it is no number or there is none.
    ///
    /// - Parameter start: behind the property's name.
    private static func value(in packet: [UInt8], after start: Int, isEndTag: Bool) -> Range<Int>? {
        guard !isEndTag, start < packet.count, !isNameByte(packet[start]) else { return nil }
        let next = skippingSpace(packet, from: start)
        guard next < packet.count else { return nil }
        var first: Int
        var isEnd: (UInt8) -> Bool
        if packet[next] == UInt8(ascii: "=") {
            let quote = skippingSpace(packet, from: next + 1)
            guard quote < packet.count, packet[quote] == UInt8(ascii: "\"") || packet[quote] == UInt8(ascii: "'")
            else { return nil }
            first = quote + 1
            isEnd = { $0 == packet[quote] }
        } else {
            // Attributes of the element itself, such as a language, may come before its text.
            guard let close = packet[next...].firstIndex(of: UInt8(ascii: ">")), packet[close - 1] != UInt8(ascii: "/")
            else { return nil }
            first = close + 1
            isEnd = { $0 == UInt8(ascii: "<") }
        }
        first = skippingSpace(packet, from: first)
        guard first < packet.count, var end = packet[first...].firstIndex(where: isEnd) else { return nil }
        while end > first, isSpace(packet[end - 1]) { end -= 1 }
        // `&` begins a number that is written as a reference.
        guard end > first, isDigit(packet[first]) || packet[first] == UInt8(ascii: "&") else { return nil }
        return first..<end
    }

    /// Whether the name that holds this colon is that of an end tag: its text is not the property's.
    private static func isEndTag(_ packet: [UInt8], _ colon: Int) -> Bool {
        var start = colon
        while start > 0, isNameByte(packet[start - 1]) { start -= 1 }
        return start > 0 && packet[start - 1] == UInt8(ascii: "/")
    }

    private static func skippingSpace(_ packet: [UInt8], from start: Int) -> Int {
        var place = start
        while place < packet.count, isSpace(packet[place]) { place += 1 }
        return place
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Bytes that a name goes on with, all that are not ASCII among them.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, 0x80...: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }
}
