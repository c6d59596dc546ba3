import Hummingbird
import Logging
import Renditions
import RenditionsAPI
import RenditionsFileSystem
import RenditionsServer
import RenditionsTasks
import RenditionsVips
import ServiceLifecycle

/// A small service with pages of its own, which takes photographs through the image API under `/media`.
public struct PhotoWall: Sendable {
    public let api: ImageAPI
    public let runner: DurableRunner
    private let records: SQLiteMetadataStore

    /// - Parameter folder: where everything is kept.
    public init(folder: String) throws {
        // The stores make the folder where there is none.
        let originals = try FileObjectStore(root: folder + "/originals")
        records = try SQLiteMetadataStore(path: folder + "/records.sqlite")
        let processor = try ImageProcessor(
            originals: originals,
            renditions: try FileObjectStore(root: folder + "/renditions"), records: records,
            engine: try VipsEngine(), recipe: .wall)
        let progress = ProgressBoard()
        let tasks = ImageTasks(processor) { key, event in progress.post(event, of: key) }
        runner = DurableRunner(
            journal: try WorkflowJournal(path: folder + "/workflows.sqlite"), registry: try tasks.registry())
        // Visitors may hang photographs and look at them. Nobody may take one down: that stays off.
        api = try ImageAPI(
            try Ingestor(processor, runner: runner), notes: try FileObjectStore(root: folder + "/notes"),
            access: AccessPolicy(upload: .anyone, list: .anyone, read: .anyone, renditions: .anyone),
            configuration: ImageAPI.Configuration(basePath: "/media"), progress: progress)
    }

    /// The pages, and the API.
    public var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/") { [self] _, _ in
            let page = try await page()
            return Response(
                status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
        }
        ImageRoutes(api).add(to: router)
        return router
    }

    public func application(port: Int) -> some ApplicationProtocol {
        Application(
            router: router, server: .guardedHTTP1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)))
    }

    /// Carries out the workflows.
    public var work: some Service { BackgroundWork(run: runner.run, shutdown: runner.shutdown) }

    /// Serves until the process is told to end. What ends last is named first.
    public func run(port: Int) async throws {
        let group = ServiceGroup(
            services: [work, application(port: port), ImageUpkeep(api)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "photo-wall"))
        try await group.run()
    }

    private func page() async throws -> String {
        let request = RecordRequest(
            filter: RecordFilter(states: [.ready]), order: .newestUpdateFirst, limit: 50)
        let pictures = try await records.page(request).records.compactMap { api.markup(of: $0.value) }
        return """
            <!doctype html><title>Photo wall</title>
            <form action="/media/images" method="post" enctype="multipart/form-data">
            <input type="file" name="photographs" accept="image/*" multiple> <button>Hang</button></form>
            \(pictures.joined(separator: "\n"))
            """
    }
}
