import RenditionsWorkflow
import StatesComparison

extension StatesTrial {
    private static let order = Order(id: "a", items: ["one", "three"], total: 21)

    /// The sample workflows, each way that leads through them.
    static func samples() throws -> [StatesTrial] {
        try checkouts() + choices() + branches() + everything() + timeouts()
    }

    private static func sample<Input, Output>(
        _ name: String, _ workflow: some Workflow<Input, Output>, _ input: Input, chargeFailures: Int = 0,
        errors: [String] = [], known: [KnownDifference] = [], cutsBranchesShort: Bool = false
    ) throws -> StatesTrial {
        try StatesTrial(name, workflow, input: input, known: known, cutsBranchesShort: cutsBranchesShort) {
            var registry = try TaskRegistry.samples(chargeFailures: chargeFailures)
            try registry.register(Vary(errors: errors))
            try registry.register(Hang())
            try registry.register(Forgive())
            try registry.register(CountUnpacked())
            return registry
        }
    }

    private static func with(id: String = "a", items: [String] = ["one"], total: Int = 21, coupon: String? = nil)
        -> Order
    {
        Order(id: id, items: items, total: total, coupon: coupon)
    }

    private static func checkouts() throws -> [StatesTrial] {
        [
            try sample("at once", WorkflowTests.Checkout(), order),
            try sample("after a pause and a retry", WorkflowTests.Checkout(asksTwice: true), order, chargeFailures: 1),
            try sample("caught after all retries", WorkflowTests.Checkout(), order, chargeFailures: 9),
            try sample("guarded, at once", WorkflowTests.Guarded(), order),
            try sample("guarded, retried and caught", WorkflowTests.Guarded(), order, chargeFailures: 9),
        ]
    }

    private static func choices() throws -> [StatesTrial] {
        [
            try sample("otherwise", WorkflowTests.Sized(), order),
            try sample("a Fail state", WorkflowTests.Sized(), with(total: 51)),
            try sample("a negated condition", WorkflowTests.Sized(), with(id: "free", total: 51)),
            try sample("a pattern and a Succeed state", WorkflowTests.Sized(), with(coupon: "half-price")),
            try sample("a pattern that does not match", WorkflowTests.Sized(), with(coupon: "whole")),
            try sample("the empty case", WorkflowTests.Skipping(), Quote(order: order, price: 2)),
            try sample(
                "the case that fails", WorkflowTests.Skipping(), Quote(order: order, price: 1),
                known: [KnownDifference(.cause, "moto takes an empty Cause of a Fail state for none.")]),
        ]
    }

    private static func branches() throws -> [StatesTrial] {
        [
            try sample("all well", WorkflowTests.Fanned(), order),
            try sample("no items", WorkflowTests.Fanned(), with(items: [])),
            try sample(
                "a broken item in a branch", WorkflowTests.Fanned(), with(items: ["broken"]), cutsBranchesShort: true),
            try sample("no failure", WorkflowTests.Tolerant(), ["a", "bc", "def", "g"]),
            try sample("no failure", Forgiving(), ["a", "bc"]),
            try sample(
                "one failure", Forgiving(), ["a", "broken", "bc"],
                known: [KnownDifference(.output, "moto leaves null in the place of an item that failed.")]),
            try sample(
                "too many failures", Forgiving(), ["broken", "a", "broken"],
                known: [.output, .error, .cause].map {
                    KnownDifference($0, "moto does not count the failures that a distributed map tolerates.")
                }),
            try sample("all well", Items(), with(items: ["a", "bc", "def"])),
            try sample("a broken item, caught", Items(), with(items: ["a", "broken", "def"])),
        ]
    }

    private static func everything() throws -> [StatesTrial] {
        [
            try sample("straight", Everything(), with(items: ["a", "bc", "def", "ghij"])),
            try sample("two errors that are retried by turns", Everything(), order, errors: ["Late", "Busy", "Late"]),
            try sample("more of one error than are retried", Everything(), order, errors: ["Busy", "Late", "Full"]),
            try sample("an error that is not retried", Everything(), order, errors: ["Odd"]),
            try sample("failed", Everything(), with(total: 1001)),
            try sample("succeeded early, after a pause", Everything(), with(total: 500)),
            try sample("a negation inside of a condition", Everything(), with(id: "vip", total: 500)),
            try sample("a broken item", Everything(), with(items: ["a", "broken"]), cutsBranchesShort: true),
            try sample("texts beyond ASCII", Everything(), with(id: "é \"日本\" \\ \n 😀", items: ["😀"], coupon: "Ö")),
        ]
    }

    private static func timeouts() throws -> [StatesTrial] {
        [
            try sample("caught", Hanging(), order),
            try sample("not caught", Hanging(isCaught: false), order),
        ]
    }
}
