extension Sequence<UInt8> {
    /// Two lower-case digits for each byte.
    var hexadecimal: String {
        var text = ""
        for byte in self {
            text += String(byte >> 4, radix: 16)
            text += String(byte & 15, radix: 16)
        }
        return text
    }
}
