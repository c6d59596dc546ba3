internal import Renditions

/// Processes many originals, some at a time.
struct Batch: Sendable {
    let service: ImageService
    /// Originals that are worked on at once.
    let jobs: Int
    let report: any BatchReport
    private let run = ToolRun()

    init(service: ImageService, jobs: Int, report: any BatchReport) {
        self.service = service
        self.jobs = jobs
        self.report = report
    }

    private enum Note: Sendable {
        case event(ProcessingEvent, SourceFile)
        case finished(index: Int, BatchItem)
    }

    /// Goes on past files that fail.
    ///
    /// - Returns: what became of them, counted, and one by one in the order in which they were found; those that could
    ///   not be read come last.
    /// - Throws: `CancellationError`; then the files under way are given up and nothing of them is half-written.
    func run(_ walk: SourceWalk) async throws -> (summary: BatchSummary, items: [BatchItem]) {
        let start = ContinuousClock.now
        report.began(total: walk.files.count + walk.problems.count)
        var summary = BatchSummary()
        var items = [BatchItem?](repeating: nil, count: walk.files.count)
        let problems = walk.problems.map { BatchItem(name: $0.name, failure: AssetFailure($0.error)) }
        for item in problems {
            summary.add(item)
            report.finished(item)
        }

        // One task writes all reports, so that lines never mix and reports need no lock.
        let (notes, notebook) = AsyncStream.makeStream(of: Note.self)
        async let work: Void = processAll(walk.files, notebook)
        for await note in notes {
            switch note {
            case .event(let event, let file): report.happened(event, to: file)
            case .finished(let index, let item):
                items[index] = item
                summary.add(item)
                report.finished(item)
            }
        }
        await work

        summary.milliseconds = Amount.milliseconds(.now - start)
        guard !Task.isCancelled else {
            report.cancelled(summary)
            throw CancellationError()
        }
        let all = items.compactMap(\.self) + problems
        report.ended(summary, items: all)
        return (summary, all)
    }

    private func processAll(_ files: [SourceFile], _ notebook: AsyncStream<Note>.Continuation) async {
        await withTaskGroup(of: Void.self) { group in
            for (index, file) in files.enumerated() {
                if index >= jobs { await group.next() }
                if Task.isCancelled { break }
                group.addTask {
                    if let item = await process(file, notebook) { notebook.yield(.finished(index: index, item)) }
                }
            }
        }
        notebook.finish()
    }

    /// - Returns: nil when the task was cancelled.
    private func process(_ file: SourceFile, _ notebook: AsyncStream<Note>.Continuation) async -> BatchItem? {
        let start = ContinuousClock.now
        let original = ProcessedOriginal(service: service, key: file.key, run: run)
        let item = try? await original.finish(BatchItem(name: file.name, key: file.key)) { event in
            notebook.yield(.event(event, file))
        }
        guard var item else { return nil }
        if let failure = item.failure {
            item.failure?.message =
                item.bytesIn == 0 ? "The file is empty. Give the whole file." : failure.message.inToolWords
        }
        item.duration = .now - start
        return item
    }
}
