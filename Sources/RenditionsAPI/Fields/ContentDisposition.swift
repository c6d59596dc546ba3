/// Values of `Content-Disposition` in an answer (RFC 6266).
package enum ContentDisposition {
    /// For content that is to be saved, not shown.
    ///
    /// A name in other letters than ASCII's is there twice: with an underscore for each of them, and as it is.
    package static func attachment(_ filename: Filename?) -> String {
        guard let name = filename?.rawValue else { return "attachment" }
        // Some readers decode percent signs, and differ about backslashes; a quote ends the name.
        let ascii = String(String.UnicodeScalarView(name.unicodeScalars.map { isPlain($0) ? $0 : "_" }))
        let value = "attachment; filename=\"\(ascii)\""
        return ascii == name ? value : value + "; filename*=" + ExtendedValue.encode(name)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (" "..."~").contains(scalar) && scalar != "\"" && scalar != "\\" && scalar != "%"
    }
}
