public import RenditionsTasks
public import Renditions

/// The REST API: uploads in, records and renditions out.
///
/// It has no server in it: ``respond(to:)`` makes an answer of a request. RenditionsServer mounts it in a Hummingbird
/// application.
public struct ImageAPI: Sendable {
    public let ingestor: Ingestor
    /// Where the API keeps what it has to remember itself: digests of uploads, upload links.
    public let notes: any ObjectStore
    public let access: AccessPolicy
    public let authorizer: (any Authorizer)?
    public let configuration: Configuration

    /// - Parameters:
    ///   - notes: neither the store of originals nor that of renditions, or a part of one that is nothing else's.
    ///   - authorizer: nil where nothing is left to one.
    public init(
        _ ingestor: Ingestor, notes: any ObjectStore, access: AccessPolicy, authorizer: (any Authorizer)? = nil,
        configuration: Configuration = Configuration()
    ) {
        self.ingestor = ingestor
        self.notes = notes
        self.access = access
        self.authorizer = authorizer
        self.configuration = configuration
    }

    /// Answers one request. Whatever goes wrong is an answer as well; a task that is cancelled gets one too.
    public func respond(to request: APIRequest) async -> APIResponse {
        fatalError()
    }
}
