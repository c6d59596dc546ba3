internal import Logging
internal import Renditions
internal import RenditionsAPI
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import ServiceLifecycle

/// Takes up what was cut off, and removes what nothing tells of any more, at the start and from then on: every hour what writes
/// that were cut off have left and upload links that have expired; every day the rest, as `renditions sweep` does.
struct Housekeeping: Service {
    private let api: ImageAPI
    private let journal: WorkflowJournal
    private let stores: [(name: String, store: FileObjectStore)]
    private let sweep: Sweep
    private let logger: Logger
    private let clock: any Clock<Duration>

    /// Seconds for which ended executions and tombstones stay.
    private static let historySeconds = 30 * 86_400.0
    private static let hoursOfDay = 24

    /// - Parameters:
    ///   - folder: in which the service keeps everything.
    ///   - clock: by which the hours pass.
    /// - Throws: `StoreError`.
    init(
        _ api: ImageAPI, journal: WorkflowJournal, folder: String, logger: Logger,
        clock: any Clock<Duration> = ContinuousClock()
    ) throws {
        self.api = api
        self.journal = journal
        self.logger = logger
        self.clock = clock
        // Stores of its own, whose threads keep nobody waiting.
        stores = try ["originals", "renditions", "quarantine", "notes"].map { name in
            (
                name,
                try FileObjectStore(
                    root: folder + "/" + name, configuration: FileObjectStore.Configuration(threadCount: 1))
            )
        }
        sweep = Sweep(
            renditions: stores[1].store, records: api.ingestor.processor.records, tombstoneLife: Self.historySeconds)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var hours = 0
            repeat {
                await clean(wholly: hours % Self.hoursOfDay == 0)
                hours += 1
            } while (try? await clock.sleep(for: .seconds(3600))) != nil
        }
    }

    /// - Parameter wholly: whether what is done every day is done as well.
    func clean(wholly: Bool) async {
        for (name, store) in stores {
            await attempt("Temporary files can't be removed.", ["store": "\(name)"]) {
                let report = try await store.sweep()
                for obstacle in report.obstacles {
                    logger.warning(
                        "Something in a store can't be looked into.",
                        metadata: ["store": "\(name)", "error": "\(obstacle.code)"])
                }
                tell("Temporary files were removed.", report.removedFiles, ["store": "\(name)"])
            }
        }
        await attempt("Images that wait can't be taken up.") {
            tell("Images that waited were taken up.", try await api.takeUp())
        }
        await attempt("Expired upload links can't be removed.") {
            tell("Expired upload links were removed.", try await api.tidy())
        }
        guard wholly else { return }
        await attempt("Ended executions can't be removed.") {
            tell("Ended executions were removed.", try await journal.retain(for: .seconds(Self.historySeconds)))
        }
        await attempt("Old renditions can't be removed.") {
            let result = try await sweep.run(deletes: true)
            tell("Renditions that no record names were removed.", result.orphans)
            tell("Tombstones were removed.", result.tombstones)
            for asset in result.damaged {
                logger.warning("A record names what was removed.", metadata: ["asset": "\(asset)"])
            }
        }
    }

    private func tell(_ what: Logger.Message, _ count: Int, _ metadata: Logger.Metadata = [:]) {
        guard count > 0 else { return }
        logger.info(what, metadata: metadata.merging(["count": "\(count)"]) { $1 })
    }

    /// What fails is tried again an hour later; nobody who is served is kept from it.
    private func attempt(
        _ complaint: Logger.Message, _ metadata: Logger.Metadata = [:], _ body: () async throws -> Void
    ) async {
        do {
            try await body()
        } catch is CancellationError {
        } catch {
            let code = (error as? StoreError).map { "\($0.code)" } ?? "other"
            logger.error(complaint, metadata: metadata.merging(["error": "\(code)"]) { $1 })
        }
    }
}
