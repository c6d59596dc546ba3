/// Which byte of a number comes first.
enum ByteOrder {
    /// Most significant byte first.
    case big
    /// Least significant byte first.
    case little
}
