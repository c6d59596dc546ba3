public import Renditions

/// What a sweep found.
public struct SweepResult: Codable, Hashable, Sendable {
    /// Objects that were looked at.
    public var checked = 0
    /// Renditions that no record names.
    public var orphans = 0
    /// Bytes of the orphans.
    public var bytes = 0
    /// Tombstones that were old enough to go.
    public var tombstones = 0
    /// Objects whose keys are none of renditions. They stay.
    public var foreign = 0
    /// Assets whose record named what had just been deleted: process them again. Only where work took longer than the
    /// sweep's time of grace.
    public var damaged: [AssetID] = []

    public init() {}
}
