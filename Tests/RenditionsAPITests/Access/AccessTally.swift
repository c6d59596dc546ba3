import RenditionsAPI

/// How many combinations were tried, and which of them ended otherwise than they should.
struct AccessTally {
    var combinations = 0
    var allowed = 0
    var unexpectedlyAllowed: [String] = []
    var otherwiseUnexpected: [String] = []

    /// - Parameter outcome: nil where the request would be served.
    mutating func note(_ outcome: Problem.Code?, expected: Problem.Code?, _ name: String) {
        combinations += 1
        if outcome == nil { allowed += 1 }
        switch outcome {
        case expected: break
        case nil: unexpectedlyAllowed.append(name)
        case let code?: otherwiseUnexpected.append("\(name): \(code.rawValue)")
        }
    }
}
