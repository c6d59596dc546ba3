/// Names under which facts stand in the attributes of a stored rendition, so that it speaks for itself when the record is
/// lost, and can be told from an original. A contract: renditions are kept.
package enum RenditionAttribute {
    /// The asset's ID.
    package static let asset = "rendition-of"
    package static let width = "width"
    package static let height = "height"
    package static let frames = "frames"
    /// There where it is so, and nowhere else.
    package static let incomplete = "incomplete"
}

extension ObjectMetadata {
    /// Whether the object says of itself that it is a rendition, so that it is no original wherever it turns up: the net
    /// under what ``IngestRoute`` refuses. The store must keep attributes.
    public var isRendition: Bool { attributes[RenditionAttribute.asset] != nil }
}
