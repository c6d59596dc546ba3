/// What is wrong with a worker's store of renditions, where somebody wants to see whether the driver notices.
enum Sabotage: String, CaseIterable, Sendable {
    /// What is there is written again.
    case repeats
    /// What is to be deleted stays.
    case keeps
    /// Something else is stored than was made.
    case garbles
    /// What was acknowledged is not there.
    case loses
}
