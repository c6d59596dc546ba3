extension TrialArguments {
    /// What the choices of a trial follow from.
    private var seed: UInt64 { number("--seed").map { UInt64($0) } ?? 1 }
    private var holdsBars: Bool { has("--bars") }

    /// - Returns: nil where there is none of that name.
    func trial(of program: String, in scratch: Scratch) throws -> (any Trial)? {
        switch command {
        case "drain":
            var options = DrainTrial.Options()
            (options.seed, options.holdsBars) = (seed, holdsBars)
            if let rounds = number("--rounds") { options.rounds = rounds }
            if let part = value("--kill").flatMap({ Double($0) }) { options.killedPart = part }
            options.sabotage = value("--sabotage").flatMap { DrainTrial.Sabotage(rawValue: $0) }
            return try DrainTrial(program, scratch, options)
        case "slow":
            var options = SlowTrial.Options()
            (options.seed, options.holdsBars) = (seed, holdsBars)
            if let connections = number("--connections") { options.connections = connections }
            if let seconds = seconds("--baseline") { options.baseline = .seconds(seconds) }
            return try SlowTrial(program, scratch, options)
        case "readers":
            var options = SlowReadersTrial.Options()
            (options.seed, options.holdsBars) = (seed, holdsBars)
            if let connections = number("--connections") { options.connections = connections }
            if let seconds = seconds("--window") { options.windowSeconds = seconds }
            return try SlowReadersTrial(program, scratch, options)
        case "crowd":
            var options = CrowdTrial.Options()
            (options.seed, options.holdsBars) = (seed, holdsBars)
            if let connections = number("--connections") { options.connections = connections }
            if let turns = number("--turns") { options.turns = turns }
            if let seconds = seconds("--window") { options.windowSeconds = seconds }
            if let seconds = seconds("--wait") { options.waitSeconds = seconds }
            return try CrowdTrial(program, scratch, options)
        case "flood":
            var options = FloodTrial.Options()
            if let bytes = number("--bytes") { options.bytes = bytes }
            return try FloodTrial(program, scratch, options)
        case "overload":
            var options = OverloadTrial.Options()
            (options.seed, options.holdsBars) = (seed, holdsBars)
            if let seconds = number("--seconds") { options.seconds = seconds }
            return try OverloadTrial(program, scratch, options)
        case "connections":
            var options = ConnectionsTrial.Options()
            options.seed = seed
            if let count = number("--count") { options.count = count }
            return try ConnectionsTrial(program, scratch, options)
        case "mixed":
            var options = MixedTrial.Options()
            (options.seed, options.holdsBars) = (seed, holdsBars)
            if let seconds = number("--seconds") { options.seconds = seconds }
            options.hostile = value("--hostile")
            return try MixedTrial(program, scratch, options)
        default: return nil
        }
    }

    /// How what was found is seen again.
    var advice: String {
        switch command {
        case "drain":
            "Signals meet other moments in each run; to see it again: make drain ROUNDS="
                + "\(number("--rounds") ?? DrainTrial.Options().rounds) SEED=\(seed), more than once where need be."
        case "mixed":
            "To see it again: make load SECONDS=\(number("--seconds") ?? MixedTrial.Options().seconds) SEED=\(seed)"
        default: "To see it again: make abuse"
        }
    }
}
