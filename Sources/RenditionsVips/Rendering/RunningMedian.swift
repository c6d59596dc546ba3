/// The middle one of a changing set of 8-bit samples, after Huang, Yang and Tang, "A Fast Two-Dimensional Median
/// Filtering Algorithm" (1979): between neighbouring windows few samples change, and the median moves little.
final class RunningMedian {
    private let histogram = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 256)
    /// How many samples are smaller than the median.
    private let rank: Int32
    private var median = 0
    private var below: Int32 = 0

    /// - Parameter rank: how many samples come before the wanted one in order; fewer than there will be.
    init(rank: Int) {
        self.rank = Int32(rank)
        histogram.initialize(repeating: 0)
    }

    deinit { histogram.deallocate() }

    func removeAll() {
        histogram.update(repeating: 0)
        below = 0
        median = 0
    }

    func add(_ sample: UInt8) {
        histogram[Int(sample)] += 1
        if sample < median { below += 1 }
    }

    func remove(_ sample: UInt8) {
        histogram[Int(sample)] -= 1
        if sample < median { below -= 1 }
    }

    /// The wanted sample of those that were added and not removed.
    func value() -> UInt8 {
        while below > rank {
            median -= 1
            below -= histogram[median]
        }
        while below + histogram[median] <= rank {
            below += histogram[median]
            median += 1
        }
        return UInt8(median)
    }
}
