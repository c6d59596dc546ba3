import RenditionsTesting
import RenditionsWorkflow

/// State machines by chance: every state can be reached, everything else is left to the seed.
struct RandomMachine {
    private var random: SeededRandom
    private var names = 0

    private static let words = [
        "probe", "render", "a rather long name for a state", "store", "x", "publish the record", "日本語",
        "resize-to-640-wide",
        "averyveryveryveryveryveryverylongwordwithoutanyplacetobreak",
    ]

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func machine() throws -> StateMachine { try StateMachine(document: .object(level(depth: 0))) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func name() -> String {
        names += 1
        return "\(Self.words[Int.random(in: 0..<Self.words.count, using: &random)]) \(names)"
    }

    private mutating func level(depth: Int) -> JSONObject {
        let count = Int.random(in: 1...(depth == 0 ? 12 : 4), using: &random)
        let names = (0..<count).map { _ in name() }
        var states = JSONObject()
        // Each state leads to the next one in some way, so that all are reached; what else it leads to may be anything.
        for (index, name) in names.enumerated() {
            let next = index + 1 < count ? names[index + 1] : nil
            states[name] = .object(state(next, among: names, depth: depth))
        }
        return ["StartAt": .string(names[0]), "States": .object(states)]
    }

    private mutating func state(_ next: String?, among names: [String], depth: Int) -> JSONObject {
        func any(_ random: inout SeededRandom) -> JSONValue {
            .string(names[Int.random(in: 0..<names.count, using: &random)])
        }
        let kind = Int.random(in: 0..<10, using: &random)
        if kind < 3 {
            var rules: [JSONValue] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                rules.append(["Variable": "$.width", "NumericGreaterThan": .integer(rules.count), "Next": any(&random)])
            }
            if let next { rules.append(["Variable": "$.a.b", "StringMatches": "long text *", "Next": .string(next)]) }
            var choice: JSONObject = ["Type": "Choice", "Choices": .array(rules)]
            if chance(70) { choice["Default"] = any(&random) }
            return choice
        }
        guard next != nil || chance(70) else {
            return chance(50) ? ["Type": "Succeed"] : ["Type": "Fail", "Error": "E"]
        }
        var state: JSONObject = next.map { ["Next": .string($0)] } ?? ["End": true]
        switch kind {
        case 3: state["Type"] = "Pass"
        case 4: (state["Type"], state["Seconds"]) = ("Wait", 5)
        case 5 where depth < 3:
            state["Type"] = "Parallel"
            state["Branches"] = .array(
                (0..<Int.random(in: 1...4, using: &random)).map { _ in .object(level(depth: depth + 1)) })
        case 6 where depth < 3:
            (state["Type"], state["ItemProcessor"]) = ("Map", .object(level(depth: depth + 1)))
        default:
            (state["Type"], state["Resource"]) = ("Task", "arn:aws:lambda:us-east-1:1:function:f")
        }
        if kind > 4, chance(40) {
            state["Catch"] = .array([
                ["ErrorEquals": ["Image.refused", "Image.tooLarge"], "Next": any(&random)],
                ["ErrorEquals": ["States.ALL"], "Next": any(&random)],
            ])
        }
        return state
    }
}
