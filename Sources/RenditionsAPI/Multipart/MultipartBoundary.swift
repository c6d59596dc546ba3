/// What stands between the parts of a multipart body: 1 to 70 characters (RFC 2046, section 5.1.1).
package struct MultipartBoundary: Sendable, Hashable {
    package let rawValue: String

    /// - Throws: ``Problem`` with code `invalid-multipart` for what can't be a boundary.
    package init(_ rawValue: String) throws(Problem) {
        let bytes = rawValue.utf8
        guard (1...70).contains(bytes.count), bytes.allSatisfy(Self.isAllowed), bytes.last != UInt8(ascii: " ") else {
            throw Problem(
                .invalidMultipart,
                "A boundary has 1 to 70 letters, digits, blanks and characters of '()+_,-./:=?, and no blank at its end."
            )
        }
        self.rawValue = rawValue
    }

    /// The boundary that the media type of a form names.
    ///
    /// - Throws: ``Problem`` with code `invalid-multipart` for another media type, and for one without a boundary.
    package init(of form: MediaType) throws(Problem) {
        guard form.essence == "multipart/form-data" else {
            throw Problem(.invalidMultipart, "A form has the media type multipart/form-data.")
        }
        guard let boundary = form["boundary"] else {
            throw Problem(.invalidMultipart, "The media type of the form names no boundary.")
        }
        try self.init(boundary)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        // ' ( ) and + , - . / with the digits and the colon after them; the asterisk between them is not one.
        case UInt8(ascii: "'")...UInt8(ascii: ")"), UInt8(ascii: "+")...UInt8(ascii: ":"): true
        case UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: " "): true
        default: false
        }
    }
}
