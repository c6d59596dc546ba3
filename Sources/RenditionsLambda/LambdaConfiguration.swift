/// How a function behaves towards its deadline.
public struct LambdaConfiguration: Sendable, Hashable {
    /// How long before the deadline a handler's task is cancelled. It may still answer. Default 1 second.
    public var cancellationMargin: Duration
    /// How long before the deadline an invocation that has no answer yet fails with `States.Timeout`: Lambda would end the
    /// process at the deadline, and the caller would not learn why. Default 500 milliseconds.
    public var answerMargin: Duration
    /// Series of metrics, each a name with its dimensions, that are told of in the life of a process. Default 500.
    public var maximumSeries: Int

    public init(
        cancellationMargin: Duration = .seconds(1), answerMargin: Duration = .milliseconds(500),
        maximumSeries: Int = 500
    ) {
        self.cancellationMargin = cancellationMargin
        self.answerMargin = answerMargin
        self.maximumSeries = maximumSeries
    }
}
