package import NIOCore
package import Renditions

/// What must become of a file.
package enum ExpectedOutcome: Sendable {
    case made
    case refused
    /// Made or refused, as long as it is one of them.
    case either

    /// - Parameters:
    ///   - word: of a manifest's column `expected`; nil where no manifest names the file.
    ///   - file: the file itself, of which `limit` says that it costs too much. That depends on the limits: whoever wrote
    ///     the manifest may have thought of others, and a file under all of ours may be made.
    ///   - limits: those to which the file is held.
    package init(word: String?, file: @autoclosure () throws -> ByteBuffer, limits: ImageLimits = .default) rethrows {
        switch word {
        case "decode": self = .made
        case "reject", "reject-strict": self = .refused
        case "limit": self = DeclaredCost.exceeds(limits, in: try file()) ? .refused : .either
        default: self = .either
        }
    }
}
