internal import CVips

/// What the C library said of a failed call. A detail for people who look into a failure; nothing is decided by it.
struct VipsFailure: Error, CustomStringConvertible {
    let description: String

    /// Takes the text that has gathered and clears it. The buffer is one for the whole process, so the text may speak of
    /// another image's failure as well.
    static func take() -> VipsFailure {
        // Copied and cleared under the library's lock.
        guard let buffer = vips_error_buffer_copy() else { return VipsFailure(description: "libvips") }
        defer { g_free(buffer) }
        let text = String(cString: buffer)
        // A file must not be able to write control characters into a log, nor to fill it.
        let printable = text.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? Character($0) : " " }
        return VipsFailure(description: "libvips: " + String(printable.prefix(300)))
    }
}
