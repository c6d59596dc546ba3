/// A pattern taken apart.
indirect enum PatternNode: Hashable {
    case characters(PatternCharacters)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// From `minimum` up to `maximum` times; nil for as often as it fits.
    case repeated(PatternNode, minimum: Int, maximum: Int?)
    case atStart
    case atEnd
}
