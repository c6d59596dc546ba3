public import Renditions

extension FileObjectStore {
    /// How a folder store works.
    public struct Configuration: Sendable {
        public var durability: Durability
        /// Whether a read of a whole object is held against its digest, so that bytes that the disk has changed are
        /// reported and not served. Default: true.
        public var verifiesContent: Bool
        /// Bytes; a larger object is refused. Default: 2^40, one tebibyte.
        public var maximumObjectSize: Int
        /// Threads that wait for the disk, of this store alone. Default: 4.
        public var threadCount: Int
        /// Tells when an object was written.
        public var clock: WallClock

        public init(
            durability: Durability = .full, verifiesContent: Bool = true, maximumObjectSize: Int = 1 << 40,
            threadCount: Int = 4, clock: WallClock = .system
        ) {
            self.durability = durability
            self.verifiesContent = verifiesContent
            self.maximumObjectSize = maximumObjectSize
            self.threadCount = threadCount
            self.clock = clock
        }
    }
}
