import Renditions
import RenditionsTesting

extension BrokenImageEngine {
    /// Engines that take one operation for another one: each fails the check of that operation's definition.
    static let misunderstandings: [BrokenImageEngine] = [
        BrokenImageEngine("adds nothing to the lightness", fails: "adjust-of-lightness") { (adjust: inout Adjust) in
            adjust.lightness = 0
        },
        BrokenImageEngine("turns the hue the other way", fails: "adjust-of-colors") { (adjust: inout Adjust) in
            adjust.hue.negate()
        },
        BrokenImageEngine("tints in another colour", fails: "tint") { (tint: inout Tint) in
            tint.color = Color(red: tint.color.blue, green: tint.color.green, blue: tint.color.red)
        },
        BrokenImageEngine("stretches from the darkest to the lightest", fails: "normalize") { (it: inout Normalize) in
            (it.lower, it.upper) = (0, 100)
        },
        BrokenImageEngine("evens out without a bound", fails: "clahe") { (equalize: inout Equalize) in
            equalize.maximumSlope = 0
        },
        BrokenImageEngine("makes darker instead of lighter", fails: "gamma") { (gamma: inout Gamma) in
            gamma.exponent = 1 / gamma.exponent
        },
        BrokenImageEngine("calls too little white", fails: "threshold") { (threshold: inout Threshold) in
            threshold.level += 10
        },
        BrokenImageEngine("puts everything on black", fails: "flatten") { (flatten: inout Flatten) in
            flatten.background = .black
        },
        BrokenImageEngine("blurs too little", fails: "blur") { (blur: inout Blur) in blur.sigma *= 0.8 },
        BrokenImageEngine("sharpens too little", fails: "sharpen") { (sharpen: inout Sharpen) in sharpen.jagged /= 2 },
        BrokenImageEngine("looks too far around", fails: "median") { (median: inout Median) in median.size += 2 },
        BrokenImageEngine("turns the other way", fails: "rotate") { (rotate: inout Rotate) in rotate.angle.negate() },
        BrokenImageEngine("cuts small corners", fails: "rounding-corners") { (corners: inout RoundCorners) in
            corners.radius /= 2
        },
        BrokenImageEngine("repeats the edge instead of mirroring", fails: "space-around") { (extend: inout Extend) in
            if extend.fill == .mirror { extend.fill = .edge }
        },
        BrokenImageEngine("leaves the colours in", fails: "greyscale", leavesOut: Greyscale.self),
        BrokenImageEngine("makes no negatives", fails: "negate", leavesOut: Negate.self),
    ]

    /// An engine that changes one kind of operation before it carries it out.
    private init<Operation: ImageOperation>(
        _ description: String, fails subject: String, _ change: @escaping @Sendable (inout Operation) -> Void
    ) {
        self.init(description, fails: subject) { operation in
            guard var changed = operation as? Operation else { return operation }
            change(&changed)
            return changed
        }
    }

    /// An engine that does nothing instead of one kind of operation.
    private init<Operation: ImageOperation>(
        _ description: String, fails subject: String, leavesOut: Operation.Type
    ) {
        self.init(description, fails: subject) { operation in operation is Operation ? Orient(.up) : operation }
    }

    private init(
        _ description: String, fails subject: String,
        _ replacement: @escaping @Sendable (any ImageOperation) -> any ImageOperation
    ) {
        self.init(
            description, fails: ["\(subject)-follows-its-definition"],
            render: { inner, plan, source in
                var plan = plan
                for branch in plan.branches.indices {
                    for step in plan.branches[branch].steps.indices {
                        let operation = plan.branches[branch].steps[step].operation
                        plan.branches[branch].steps[step].operation = replacement(operation)
                    }
                }
                return try await inner.render(plan, from: source)
            })
    }
}
