public import RenditionsWorkflow

/// Backfill as a workflow: looks at every original of a bucket, makes anew what is not as the recipe and the engine would make
/// it, and has processed what the workflow of uploads has missed or left in quarantine.
///
/// Originals that can't be made anew fail by themselves, and keep the renditions and the record that they have. Those that are
/// taken up fail as uploads do: their records say why.
public struct RerenderOriginals: Workflow {
    public static let name = "rerender-originals"

    /// What processes originals that are taken up: the workflow of uploads.
    public var process: any WorkflowNode<ProcessRequest, ProcessResult>
    /// How many originals are worked on at once.
    public var concurrency: Int
    /// How long one attempt at an original may take.
    public var timeout: Duration
    /// How often an original is tried again after a transient error.
    public var retry: Retry

    /// - Parameter process: a workflow of your own, where uploads have one, so that what is taken up goes the same way.
    public init(
        process: any WorkflowNode<ProcessRequest, ProcessResult> = ProcessImage(), concurrency: Int = 20,
        timeout: Duration = .seconds(300),
        retry: Retry = Retry(ErrorName.transient, attempts: 4, interval: .seconds(2), maximumDelay: .seconds(60))
    ) {
        self.process = process
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
            Choice("what-to-take-up") {
                When(RerenderedOriginal.Fields.request.isPresent()) {
                    Pass("take-up", selecting: RerenderedOriginal.Fields.presentRequest)
                    TakenUp(process: process)
                }
                Otherwise {}
            }
        }
    }
}
