import RenditionsWorkflow

/// Everything that nodes can do, in one workflow.
struct Everything: Workflow {
    static let name = "everything"

    var body: some WorkflowNode<Order, Receipt> {
        Step(Vary.self)
            .retry(Retry(["Late"], attempts: 2, interval: .seconds(1), backoff: 1, fullJitter: false))
            .retry(Retry(["Busy", "Full"], attempts: 1, interval: .seconds(1), fullJitter: false))
            .catch { Step(Forgive.self) }
        Choice("by-total") {
            When(Order.Fields.total > 1000) { Fail("too-much", error: "Order.tooMuch", cause: "Nobody has \"that\".") }
            When(Order.Fields.total >= 500 && !(Order.Fields.id == "vip")) {
                Wait<Order>("think", for: .seconds(1)).succeed("sold-later")
            }
            When(Order.Fields.coupon.matches(optional: "La*")) { Step(Vary.self, name: "vary-again") }
            Otherwise {}
        }
        Parallel("look") {
            Step(Price.self)
            Steps {
                ForEach("pack-all", over: Order.Fields.items, concurrency: 3) { Step(Pack.self) }
                Step(Sum.self)
            }
        }
        Step(Compare.self)
    }
}

/// A task that hangs, under a timeout, with its failure caught or not. The other interpreter counts from before the call, so
/// that on a busy machine a short one may be over before it.
struct Hanging: Workflow {
    static let name = "hanging"
    var isCaught = true

    var body: some WorkflowNode<Order, Order> {
        if isCaught {
            Step(Hang.self).timeout(.seconds(20)).catch([ErrorName.timeout]) { Step(Forgive.self) }
        } else {
            Step(Hang.self).timeout(.seconds(20))
        }
    }
}

/// Items of which some fail, with and without anybody who catches it.
struct Items: Workflow {
    static let name = "items"

    var body: some WorkflowNode<Order, Int> {
        Steps {
            ForEach("pack-all", over: Order.Fields.items, concurrency: 1) { Step(Pack.self) }
            Step(Sum.self)
        }
        .catch(["Broken"]) { Step(CountUnpacked.self) }
    }
}

/// Items of which one may fail.
struct Forgiving: Workflow {
    static let name = "forgiving"

    var body: some WorkflowNode<[String], [Int]> {
        ForEach("pack-all", concurrency: 1, toleratedFailures: 1) { Step(Pack.self) }
    }
}
