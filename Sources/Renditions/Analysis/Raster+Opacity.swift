extension Raster {
    /// Whether every pixel hides what is behind it: alpha 255 throughout. True for a raster without pixels.
    public var isOpaque: Bool {
        pixels.withUnsafeBufferPointer { bytes in
            var all: UInt8 = 255
            for index in stride(from: 3, to: bytes.count, by: 4) { all &= bytes[index] }
            return all == 255
        }
    }
}
