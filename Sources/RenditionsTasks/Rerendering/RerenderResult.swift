/// How a backfill ended: how many originals were what.
public struct RerenderResult: Codable, Hashable, Sendable {
    /// Left as they are: fresh, refused before, erased, or being processed.
    public var left = 0
    /// Made anew.
    public var renewed = 0
    /// Processed as uploads are: nothing was recorded of them, or they were in quarantine.
    public var takenUp = 0
    /// Could not be processed.
    public var failed = 0
    /// Gone, or replaced meanwhile, or no originals.
    public var passed = 0

    public init() {}

    /// All of them.
    public var checked: Int { left + renewed + takenUp + failed + passed }

    /// Counts one that did not fail.
    package mutating func add(_ outcome: RerenderedOriginal.Outcome) {
        switch outcome {
        case .fresh, .busy, .refused, .erased: left += 1
        case .renewed: renewed += 1
        case .ready: takenUp += 1
        // Nobody took it up.
        case .missed, .quarantined: failed += 1
        case .gone, .changed, .superseded, .unknown: passed += 1
        }
    }
}
