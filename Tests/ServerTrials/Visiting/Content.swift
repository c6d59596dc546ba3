/// What an upload is made of.
package struct Content: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// One that must become renditions.
        case picture(Int)
        /// One that may be refused, or fail.
        case hostile(Int)
    }

    package var kind: Kind
    /// Makes the bytes others than those of every other upload.
    package var serial: UInt64

    package init(kind: Kind, serial: UInt64) {
        self.kind = kind
        self.serial = serial
    }

    var isHostile: Bool { if case .hostile = kind { true } else { false } }
}
