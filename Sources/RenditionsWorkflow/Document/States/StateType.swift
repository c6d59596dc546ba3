/// The types of states, by the names that documents give them.
public enum StateType: String, CaseIterable, Codable, Hashable, Sendable {
    case task = "Task"
    case pass = "Pass"
    case choice = "Choice"
    case wait = "Wait"
    case succeed = "Succeed"
    case fail = "Fail"
    case parallel = "Parallel"
    case map = "Map"
}
