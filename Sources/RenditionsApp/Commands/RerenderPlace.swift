internal import ArgumentParser

/// Who carries a backfill out.
enum RerenderPlace: String, CaseIterable, ExpressibleByArgument {
    /// This process.
    case local
    /// A deployment: Step Functions and its functions.
    case aws
}
