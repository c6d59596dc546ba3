internal import HTTPTypes
public import Logging
public import Renditions
public import RenditionsTasks
public import RenditionsWorkflow

/// The REST API: uploads in, records and renditions out.
///
/// It has no server in it: ``respond(to:)`` makes an answer of a request. RenditionsServer mounts it in a Hummingbird
/// application.
public struct ImageAPI: Sendable {
    /// What answering requests does to the stores.
    public static let storeUses: StoreUses = Ingestor.storeUses.union([
        .originals: [.read, .write, .delete], .renditions: [.read], .notes: [.read, .write, .delete],
        .records: [.read, .write, .list],
    ])
    /// What it asks of the ingestor's runner.
    public static let runnerUses: Set<RunnerUse> = Ingestor.runnerUses.union([.history, .list])

    public let ingestor: Ingestor
    /// Where the API keeps what it has to remember itself: digests of uploads, upload links.
    public let notes: any ObjectStore
    public let access: AccessPolicy
    public let configuration: Configuration
    /// What happens in this process to images, for those who follow them; nil where it is only told step by step.
    public let progress: ProgressBoard?
    /// Makes links to the store of originals, for uploads; nil where uploads go through the API.
    public let uploadLinks: (any ObjectLinks)?
    /// Makes links to the store of renditions, to which readers are sent; nil where the API gives the bytes itself.
    public let renditionLinks: (any ObjectLinks)?
    /// Speaks of errors that have no code of their own: of their kind at `error`, with their text at `trace`.
    public let logger: Logger

    let gate: AccessGate
    let sharing: OriginSharing
    /// The answer with the OpenAPI document.
    let description: APIResponse
    let router: Router
    let links: Links
    let state: APIState

    /// - Parameters:
    ///   - notes: neither the store of originals nor that of renditions, or a part of one that is nothing else's.
    ///   - authorizer: nil where nothing is left to one.
    /// - Throws: ``AccessError`` when something is left to an authorizer and there is none.
    public init(
        _ ingestor: Ingestor, notes: any ObjectStore, access: AccessPolicy, authorizer: (any Authorizer)? = nil,
        configuration: Configuration = Configuration(), progress: ProgressBoard? = nil,
        uploadLinks: (any ObjectLinks)? = nil, renditionLinks: (any ObjectLinks)? = nil,
        logger: Logger = Logger(label: "renditions.api")
    ) throws {
        // The API's own pages are of no other site, also where a proxy has changed the host.
        let own = configuration.origin.isEmpty ? [] : [configuration.origin]
        let allowed = configuration.allowedOrigins.union(own)
        try access.validate(hasAuthorizer: authorizer != nil, allowedOrigins: allowed)
        self.ingestor = ingestor
        self.notes = notes
        self.access = access
        self.configuration = configuration
        self.progress = progress
        self.uploadLinks = uploadLinks
        self.renditionLinks = renditionLinks
        self.logger = logger
        gate = AccessGate(access, authorizer: authorizer, allowedOrigins: allowed)
        sharing = OriginSharing(allowedOrigins: configuration.allowedOrigins)
        description = .json(
            OpenAPIDocument(access: access, configuration: configuration).json,
            fields: [.cacheControl: "public, max-age=300"])
        router = Router(basePath: configuration.basePath)
        links = Links(configuration)
        state = APIState(
            memory: RenditionMemory(
                ingestor.processor.renditions, capacity: configuration.renditionMemoryBytes,
                lifetime: .milliseconds(configuration.renditionMemoryMilliseconds)))
    }

    var processor: ImageProcessor { ingestor.processor }
    var keys: KeyNotes { KeyNotes(notes: notes) }
    var digests: DigestIndex { DigestIndex(notes: notes, processor: processor) }

    /// The attribute of a record that holds SHA-256 of the original, in hexadecimal.
    public static let digestAttribute = "sha-256"
    /// The attribute of a record that holds what the sender called the file.
    public static let filenameAttribute = "filename"

    /// Ends what waits: answers that wait for an image come early, followers are told to come again, and readiness is over.
    /// For a process that is about to end; everything else is still answered.
    public func drain() { state.drain.begin() }
}
