/// What happened while an original was processed, in the order in which it happened.
public enum ProcessingEvent: Sendable {
    /// The original is here, with so many bytes.
    case fetched(ObjectMetadata)
    /// Its header was read and passed.
    case probed(ImageInfo)
    /// What will be made. Renditions that are stored already are not part of it.
    case planned(RenderPlan)
    /// A rendition was there already.
    case skipped(RenditionRecord)
    /// A rendition was made and stored.
    case stored(RenditionRecord)
    /// The pixels were looked at.
    case analyzed(ImageAnalysis)
    /// The record is written: the last event.
    case recorded(AssetRecord)
}
