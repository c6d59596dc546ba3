import RenditionsWorkflow

/// Fails in one way after the other, and then succeeds.
struct Vary: WorkflowTask {
    static let name: TaskName = "vary"
    /// The error of each attempt, from the first.
    var errors: [String] = []

    struct Planned: WorkflowTaskError {
        let errorName: String
        var errorMessage: String { "Attempt failed \"as planned\": é, 日本." }
    }

    func run(_ order: Order, in context: TaskContext) async throws -> Order {
        if errors.indices.contains(context.attempt - 1) { throw Planned(errorName: errors[context.attempt - 1]) }
        return order
    }
}

/// Never ends by itself.
struct Hang: WorkflowTask {
    static let name: TaskName = "hang"

    func run(_ order: Order, in context: TaskContext) async throws -> Order {
        try await Task.sleep(for: .seconds(86_400))
        return order
    }
}

/// Puts an order with a failure in the place of the order.
struct Forgive: WorkflowTask {
    static let name: TaskName = "forgive"

    func run(_ failure: Failure<Order>, in context: TaskContext) async throws -> Order {
        var order = failure.input
        order.coupon = failure.error.name
        return order
    }
}

/// Counts the items of an order of which not all could be packed.
struct CountUnpacked: WorkflowTask {
    static let name: TaskName = "count-unpacked"

    func run(_ failure: Failure<Order>, in context: TaskContext) async throws -> Int { failure.input.items.count }
}
