internal import ArgumentParser

/// Who carries out what a command asks for.
enum WorkPlace: String, CaseIterable, ExpressibleByArgument {
    /// This process.
    case local
    /// A deployment: Step Functions and its functions.
    case aws
}
