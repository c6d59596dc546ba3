/// How a backfill ended.
public struct RerenderResult: Codable, Hashable, Sendable {
    /// Assets that were looked at.
    public var checked = 0
    /// Assets that are as they should be now.
    public var done = 0
    /// Assets that could not be processed; their records say why.
    public var failed = 0
    /// Assets whose original is gone, was erased or replaced meanwhile.
    public var passed = 0

    public init() {}
}
