/// What X-Ray says of a trace: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`, with further
/// fields that say nothing here.
package struct XRayHeader: Sendable, Hashable {
    package let root: String
    package let parent: String?
    package let isSampled: Bool

    /// Nil where no trace is named.
    package init?(_ text: String) {
        var fields: [Substring: Substring] = [:]
        for field in text.split(separator: ";") {
            let parts = field.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { fields[parts[0].drop { $0 == " " }] = parts[1] }
        }
        guard let root = fields["Root"] else { return nil }
        self.root = String(root)
        parent = fields["Parent"].map(String.init)
        isSampled = fields["Sampled"] == "1"
    }

    /// The same as a field of W3C's Trace Context: the root without its version and hyphens is the ID of the trace.
    package var traceParent: String? {
        let parts = root.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", Self.isHexadecimal(parts[1], 8), Self.isHexadecimal(parts[2], 24),
            let parent, Self.isHexadecimal(parent, 16)
        else { return nil }
        return "00-\(parts[1])\(parts[2])-\(parent)-\(isSampled ? "01" : "00")".lowercased()
    }

    private static func isHexadecimal(_ text: some StringProtocol, _ count: Int) -> Bool {
        text.utf8.count == count && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
