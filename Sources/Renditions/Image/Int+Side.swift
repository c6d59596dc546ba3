extension Int {
    /// The nearest whole number of pixels that an image can have on a side: 1 to 1,000,000,000, and 1 for what is no number.
    ///
    /// No limit lets the upper bound pass; it keeps a conversion from trapping before the limit is asked.
    static func side(_ length: Double) -> Int {
        length > 1 ? Int(Swift.min(length.rounded(), 1e9)) : 1
    }
}
