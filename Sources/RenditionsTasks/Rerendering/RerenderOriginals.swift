public import RenditionsWorkflow

/// Backfill as a workflow: looks at every original of a bucket, and makes anew what is not as the recipe and the engine would make
/// it.
///
/// Originals that can't be processed fail by themselves, and keep the renditions and the record that they have.
public struct RerenderOriginals: Workflow {
    public static let name = "rerender-originals"

    /// How many originals are worked on at once.
    public var concurrency: Int
    /// How long one attempt at an original may take.
    public var timeout: Duration
    /// How often an original is tried again after a transient error.
    public var retry: Retry

    public init(
        concurrency: Int = 20, timeout: Duration = .seconds(300),
        retry: Retry = Retry(ErrorName.transient, attempts: 4, interval: .seconds(2), maximumDelay: .seconds(60))
    ) {
        self.concurrency = concurrency
        self.timeout = timeout
        self.retry = retry
    }

    public var body: some WorkflowNode<RerenderRequest, RerenderRequest> {
        ForEachObject(
            "each-original", in: RerenderRequest.Fields.bucket, under: RerenderRequest.Fields.prefix,
            resultsIn: RerenderRequest.Fields.resultsBucket, under: RerenderRequest.Fields.resultsPrefix,
            concurrency: concurrency, toleratedPercentage: 100
        ) {
            Step(RerenderOriginal.self).timeout(timeout).retry(retry)
        }
    }
}
