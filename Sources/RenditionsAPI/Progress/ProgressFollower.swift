internal import NIOCore
internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow
internal import Timers

/// Tells what happens to one image until it is over.
struct ProgressFollower: Sendable {
    let api: ImageAPI
    let record: AssetRecord
    /// The last event that the client has.
    let last: Int

    private typealias Output = AsyncStream<ByteBuffer>.Continuation

    /// The ID of the last event: who comes back with it has everything.
    static let end = "done"

    /// How long a client may hear nothing.
    private static let heartbeat = Duration.seconds(15)

    /// - Parameter onEnd: called once, when nobody reads any more.
    func body(onEnd: @escaping @Sendable () -> Void) -> ObjectBody {
        // Who reads slowly misses old events, and still gets the last one, which tells everything.
        let (stream, output) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(256))
        let work = Task {
            await self.follow(output)
            output.finish()
        }
        output.onTermination = { _ in
            work.cancel()
            onEnd()
        }
        let chunks = ByteReader(stream)
        return ObjectBody(length: nil) { try await chunks.next() }
    }

    private func follow(_ output: Output) async {
        output.yield(ServerSentEvent.patience)
        guard [.pending, .processing].contains(record.state) else { return finish(record, output) }
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await followExecution(output) }
            group.addTask {
                while (try? await TimerClock().sleep(for: Self.heartbeat)) != nil {
                    output.yield(ServerSentEvent.heartbeat)
                }
                return false
            }
            if let progress = api.progress {
                group.addTask {
                    for await event in progress.events(of: record.original.key) {
                        if let event = self.event(of: event) { output.yield(event.bytes) }
                    }
                    return false
                }
            }
            group.addTask {
                // The client comes back, to whoever serves then.
                await api.state.drain.wait()
                return true
            }
            for await isOver in group where isOver { break }
            group.cancelAll()
        }
    }

    private func followExecution(_ output: Output) async -> Bool {
        do {
            let ingestion = try await api.ingestor.ingest(record.original.key, attributes: record.attributes)
            if let execution = ingestion.execution {
                for try await event in try await api.ingestor.runner.events(of: execution.identity)
                where event.id > last {
                    if let event = Self.event(of: event) { output.yield(event.bytes) }
                }
            }
            // A stream that is given up ends as one that is over does.
            try Task.checkCancellation()
            if let record = try await api.processor.records.record(record.id)?.value { finish(record, output) }
        } catch {
            // The client comes back and goes on from the last event that it has.
        }
        return true
    }

    private func finish(_ record: AssetRecord, _ output: Output) {
        output.yield(ServerSentEvent(id: Self.end, name: "done", data: api.document(record).json).bytes)
    }

    private static func event(of event: HistoryEvent) -> ServerSentEvent? {
        let status: String
        switch event.type {
        case .taskStarted: status = "started"
        case .taskSucceeded: status = "succeeded"
        case .taskFailed, .taskTimedOut: status = "failed"
        default: return nil
        }
        var data = JSONObject()
        if let state = event.state { data["step"] = .string(state) }
        data["status"] = .string(status)
        data["at"] = .string(AssetDocument.text(event.timestamp))
        if let error = event.error { data["error"] = .string(error) }
        return ServerSentEvent(id: "\(event.id)", name: "step", data: .object(data))
    }

    private func event(of event: ProcessingEvent) -> ServerSentEvent? {
        switch event {
        case .stored(let rendition), .skipped(let rendition):
            ServerSentEvent(
                name: "rendition",
                data: [
                    "name": .string(rendition.name), "width": .integer(rendition.size.width),
                    "height": .integer(rendition.size.height), "bytes": .integer(rendition.bytes),
                ])
        case .planned(let plan):
            ServerSentEvent(name: "planned", data: ["renditions": .integer(renditions(of: plan))])
        case .fetched, .probed, .analyzed, .recorded: nil
        }
    }

    /// How many renditions a plan makes; it may have outputs beside them, which are only looked at.
    private func renditions(of plan: RenderPlan) -> Int {
        let names = Set(api.processor.recipe.renditions.map(\.name))
        return plan.branches.reduce(0) { sum, branch in sum + branch.outputs.count { names.contains($0.name) } }
    }
}
