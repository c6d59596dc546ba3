/// Takes an array of JSON apart into its elements while its bytes come, so that it may be larger than the memory.
package struct JSONElements: Sendable {
    /// Bytes of one element. What Step Functions writes of an item has an input and an output of 256 KiB each at most.
    private static let maximumBytes = 4 << 20

    private var element: [UInt8] = []
    /// Brackets and braces that are open.
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    /// Whether the array has been closed.
    package private(set) var isEnded = false

    package struct Fault: Error {}

    package init() {}

    /// - Returns: the elements that end in these bytes.
    /// - Throws: ``Fault`` where it is no array, or an element is too large. Whether elements are JSON is for their reader.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws -> [[UInt8]] {
        var ended: [[UInt8]] = []
        for byte in bytes {
            if isInText {
                element.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else {
                try takeOutside(byte, &ended)
            }
            guard element.count <= Self.maximumBytes else { throw Fault() }
        }
        return ended
    }

    private mutating func takeOutside(_ byte: UInt8, _ ended: inout [[UInt8]]) throws {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D:
            if !element.isEmpty { element.append(byte) }
            return
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth > 0 || byte == UInt8(ascii: "["), !isEnded else { throw Fault() }
            depth += 1
            if depth == 1 { return }
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            depth -= 1
            if depth == 0 {
                isEnded = true
                end(&ended)
                return
            }
        case UInt8(ascii: ",") where depth == 1: return end(&ended)
        case UInt8(ascii: "\""): isInText = true
        default: break
        }
        guard depth > 0 else { throw Fault() }
        element.append(byte)
    }

    private mutating func end(_ ended: inout [[UInt8]]) {
        if !element.isEmpty { ended.append(element) }
        element = []
    }
}
