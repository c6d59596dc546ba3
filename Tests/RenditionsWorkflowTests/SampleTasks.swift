import RenditionsWorkflow

/// What the sample workflows work on.
struct Order: Codable, Hashable, Sendable {
    var id: String
    var items: [String]
    var total: Int
    var coupon: String?

    enum Fields {
        static let id = Field("id", \Order.id)
        static let items = Field("items", \Order.items)
        static let total = Field("total", \Order.total)
        static let coupon = Field("coupon", \Order.coupon)
    }
}

struct Quote: Codable, Hashable, Sendable {
    var order: Order
    var price: Int

    enum Fields {
        static let order = Field("order", \Quote.order)
        static let price = Field("price", \Quote.price)
    }
}

struct Receipt: Codable, Hashable, Sendable {
    var text: String
}

struct Price: WorkflowTask {
    static let name: TaskName = "price"

    func run(_ order: Order, in context: TaskContext) async throws -> Quote {
        Quote(order: order, price: order.total * 2)
    }
}

struct Charge: WorkflowTask {
    static let name: TaskName = "charge"
    /// How many attempts fail before one succeeds.
    var failures = 0

    struct Declined: WorkflowTaskError {
        var errorName: String { "Bank.declined" }
        var errorMessage: String { "The bank said no." }
    }

    func run(_ quote: Quote, in context: TaskContext) async throws -> Receipt {
        guard context.attempt > failures else { throw Declined() }
        return Receipt(text: "\(quote.order.id): \(quote.price) after \(context.attempt)")
    }
}

struct Apologise: WorkflowTask {
    static let name: TaskName = "apologise"

    func run(_ failure: Failure<Quote>, in context: TaskContext) async throws -> Receipt {
        Receipt(text: "\(failure.input.order.id) failed with \(failure.error.name)")
    }
}

struct Pack: WorkflowTask {
    static let name: TaskName = "pack"

    struct Broken: Error {}

    func run(_ item: String, in context: TaskContext) async throws -> Int {
        guard item != "broken" else { throw Broken() }
        return item.count
    }
}

struct Sum: WorkflowTask {
    static let name: TaskName = "sum"

    func run(_ numbers: [Int], in context: TaskContext) async throws -> Int { numbers.reduce(0, +) }
}

struct Compare: WorkflowTask {
    static let name: TaskName = "compare"

    func run(_ results: ParallelResults<Quote, Int>, in context: TaskContext) async throws -> Receipt {
        let (quote, count) = results.values
        return Receipt(text: "\(quote.price) for \(count)")
    }
}

extension TaskRegistry {
    static func samples(chargeFailures: Int = 0) throws -> TaskRegistry {
        try TaskRegistry([Price(), Charge(failures: chargeFailures), Apologise(), Pack(), Sum(), Compare()])
    }
}
