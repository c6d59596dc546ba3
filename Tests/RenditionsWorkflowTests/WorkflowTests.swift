import ASLCases
import RenditionsWorkflow
import Testing

@Suite("Workflows of nodes")
struct WorkflowTests {
    struct Checkout: Workflow {
        static let name = "checkout"
        var asksTwice = false
        /// What one attempt may take. Where it is carried out, a busy machine must not come in between.
        var patience = Duration.seconds(30)

        var body: some WorkflowNode<Order, Receipt> {
            Step(Price.self)
            if asksTwice { Wait<Quote>("think", for: .seconds(1)) }
            Step(Charge.self)
                .timeout(patience)
                .heartbeat(patience * 65 / 100)
                .retry(
                    Retry(
                        ["Bank.declined"], attempts: 2, interval: .seconds(1), maximumDelay: .seconds(9),
                        fullJitter: false)
                )
                .catch { Step(Apologise.self) }
        }
    }

    private let order = Order(id: "a", items: ["one", "three"], total: 21)

    private func run<Input, Output>(
        _ workflow: some Workflow<Input, Output>, _ input: Input, chargeFailures: Int = 0
    ) async throws -> Output {
        let runner = InProcessRunner(
            registry: try .samples(chargeFailures: chargeFailures), clock: WorkflowClock(HurriedClock(factor: 2)))
        return try await runner.run(try workflow.lowered(), input: input)
    }

    @Test func runsStepsInOrder() async throws {
        #expect(try await run(Checkout(patience: .seconds(360_000)), order) == Receipt(text: "a: 42 after 1"))
    }

    @Test func retriesAndThenSucceeds() async throws {
        #expect(
            try await run(Checkout(patience: .seconds(360_000)), order, chargeFailures: 2)
                == Receipt(text: "a: 42 after 3"))
    }

    @Test func catchesWithTheInputAndTheError() async throws {
        #expect(
            try await run(Checkout(patience: .seconds(360_000)), order, chargeFailures: 3)
                == Receipt(text: "a failed with Bank.declined"))
    }

    @Test func swiftConditionsShapeTheDocument() throws {
        let plain = try Checkout().lowered().machine
        let asking = try Checkout(asksTwice: true).lowered().machine
        #expect(!plain.stateNames.contains("think"))
        #expect(asking.stateNames == ["price", "think", "charge.input", "charge", "apologise"])
    }

    @Test func loweringGivesThisDocument() throws {
        let machine = try Checkout().lowered(function: "tasks").machine
        let expected = try JSONValue(
            json: """
                {"StartAt": "price", "States": {
                  "price": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "tasks", "Payload": {"task": "price", "input.$": "$"}},
                    "OutputPath": "$.Payload", "Next": "charge.input"},
                  "charge.input": {"Type": "Pass", "Parameters": {"input.$": "$"}, "Next": "charge"},
                  "charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "tasks", "Payload": {"task": "charge", "input.$": "$"}},
                    "OutputPath": "$.Payload", "TimeoutSeconds": 30, "HeartbeatSeconds": 20,
                    "Retry": [{"ErrorEquals": ["Bank.declined"], "IntervalSeconds": 1, "MaxAttempts": 2,
                      "BackoffRate": 2.0, "MaxDelaySeconds": 9, "JitterStrategy": "NONE"}],
                    "InputPath": "$.input",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "apologise"}],
                    "End": true},
                  "apologise": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "tasks", "Payload": {"task": "apologise", "input.$": "$"}},
                    "OutputPath": "$.Payload", "End": true}}}
                """)
        #expect(machine.document == expected)
        #expect(try StateMachine(json: machine.json) == machine)
    }

    struct Sized: Workflow {
        static let name = "sized"

        var body: some WorkflowNode<Order, Receipt> {
            Step(Price.self)
            Choice("by-price") {
                When(Quote.Fields.price > 100 && Quote.Fields.order.appending(Order.Fields.id) != "free") {
                    Fail("too-dear", error: "Order.tooDear", cause: "Nobody pays that.")
                }
                When(Quote.Fields.order.appending(Order.Fields.coupon).matches(optional: "half-*")) {
                    Step(Charge.self, name: "charge-half").wait("rest", for: .seconds(1)).succeed("sold")
                }
                Otherwise { Step(Charge.self) }
            }
        }
    }

    @Test func choosesByFields() async throws {
        #expect(try await run(Sized(), order) == Receipt(text: "a: 42 after 1"))
        var dear = order
        dear.total = 51
        let failure = await #expect(throws: WorkflowError.self) { try await run(Sized(), dear) }
        #expect(failure?.code == .executionFailed)
        #expect((failure?.cause as? StateFailure)?.error == "Order.tooDear")
        dear.id = "free"
        #expect(try await run(Sized(), dear) == Receipt(text: "free: 102 after 1"))
    }

    struct Skipping: Workflow {
        static let name = "skipping"

        var body: some WorkflowNode<Quote, Quote> {
            Choice("known") {
                When(Quote.Fields.price == 1) { Fail("one", error: "One", cause: "") }
                Otherwise {}
            }
        }
    }

    @Test func anEmptyCaseLetsTheValueGoOn() async throws {
        let quote = Quote(order: order, price: 2)
        #expect(try await run(Skipping(), quote) == quote)
    }

    struct Fanned: Workflow {
        static let name = "fanned"

        var body: some WorkflowNode<Order, Receipt> {
            Parallel("look") {
                Step(Price.self)
                Steps {
                    ForEach("pack-all", over: Order.Fields.items, concurrency: 2) { Step(Pack.self) }
                    Step(Sum.self)
                }
            }
            Step(Compare.self)
        }
    }

    @Test func branchesHaveTheirOwnTypes() async throws {
        #expect(try await run(Fanned(), order) == Receipt(text: "42 for 8"))
        var broken = order
        broken.items = ["broken"]
        let failure = await #expect(throws: WorkflowError.self) { try await run(Fanned(), broken) }
        #expect((failure?.cause as? StateFailure)?.error == "Broken")
    }

    struct Tolerant: Workflow {
        static let name = "tolerant"

        var body: some WorkflowNode<[String], Int> {
            ForEach("pack-all", concurrency: 3, toleratedFailures: 1) { Step(Pack.self) }
            Step(Sum.self)
        }
    }

    @Test func someItemsMayFail() async throws {
        #expect(try await run(Tolerant(), ["a", "broken", "bc"]) == 3)
        let failure = await #expect(throws: WorkflowError.self) { try await run(Tolerant(), ["broken", "broken"]) }
        #expect((failure?.cause as? StateFailure)?.error == ErrorName.exceedToleratedFailureThreshold)
    }

    struct Guarded: Workflow {
        static let name = "guarded"

        var body: some WorkflowNode<Order, Receipt> {
            Step(Price.self)
            Steps {
                Wait<Quote>("pause", for: .seconds(1))
                Step(Charge.self)
            }
            .retry(["Bank.declined"], attempts: 1)
            .catch(["Bank.declined"]) { Step(Apologise.self) }
        }
    }

    @Test func severalStepsAreGuardedAsOne() async throws {
        #expect(try await run(Guarded(), order, chargeFailures: 1) == Receipt(text: "a failed with Bank.declined"))
        #expect(try await run(Guarded(), order) == Receipt(text: "a: 42 after 1"))
    }

    struct Twice: Workflow {
        static let name = "twice"

        var body: some WorkflowNode<Order, ParallelResults<Quote, Quote>> {
            Parallel("both") {
                Step(Price.self)
                Step(Price.self)
            }
        }
    }

    @Test func namesAreUnique() {
        let error = #expect(throws: WorkflowError.self) { try Twice().lowered() }
        #expect(error?.code == .invalidDocument)
        #expect(error?.faults.first?.path == "/States/both/Branches/1/States/price")
    }

    @Test func unregisteredTasksAreFoundAtStart() async throws {
        let runner = InProcessRunner(registry: try TaskRegistry([Price()]))
        let error = await #expect(throws: WorkflowError.self) {
            try await runner.run(try Checkout().lowered(), input: order)
        }
        #expect(error?.code == .unregisteredTask)
        #expect(error?.faults.map(\.path) == ["state 'charge'", "state 'apologise'"])
    }
}
