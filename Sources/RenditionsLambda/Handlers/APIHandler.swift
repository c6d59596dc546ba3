internal import HTTPTypes
internal import Logging
public import NIOCore
public import Renditions
public import RenditionsAPI
internal import RenditionsWorkflow
internal import Timers
internal import Tracing

/// The function behind a gateway: the REST API.
///
/// It takes the events of API Gateway's REST APIs and HTTP APIs, the latter in both formats, and of function URLs. A REST API has to
/// have `*/*` among its binary media types, or images come as text and are damaged.
///
/// An answer that would be larger than a function may give becomes a redirect to the store, where there is something that makes
/// links to it, and otherwise a problem with the code `too-large`, which says how to get the content in parts. Progress that
/// is followed is gathered for a while and then given: a browser comes back for the rest by itself.
///
/// Requests are told of as RenditionsServer does, with the same names: see `RequestObserver`.
public struct APIHandler: LambdaHandler {
    private let api: any APIResponder
    private let configuration: Configuration
    private let redirectSeconds: Int
    private let originalLinks: (any ObjectLinks)?
    private let renditionLinks: (any ObjectLinks)?
    private let observer = RequestObserver()
    private let clock: any Clock<Duration>

    /// - Parameters:
    ///   - originalLinks: makes links to the store of originals; nil for those with which the API lets upload.
    ///   - renditionLinks: makes links to the store of renditions; nil for those to which the API sends readers anyway.
    public init(
        _ api: ImageAPI, configuration: Configuration = Configuration(), originalLinks: (any ObjectLinks)? = nil,
        renditionLinks: (any ObjectLinks)? = nil
    ) {
        self.init(
            api, configuration: configuration, redirectSeconds: api.configuration.redirectSeconds,
            originalLinks: originalLinks ?? api.uploadLinks, renditionLinks: renditionLinks ?? api.renditionLinks)
    }

    package init(
        _ api: any APIResponder, configuration: Configuration = Configuration(), redirectSeconds: Int = 600,
        originalLinks: (any ObjectLinks)? = nil, renditionLinks: (any ObjectLinks)? = nil,
        clock: any Clock<Duration> = TimerClock()
    ) {
        self.api = api
        self.configuration = configuration
        self.redirectSeconds = redirectSeconds
        self.originalLinks = originalLinks
        self.renditionLinks = renditionLinks
        self.clock = clock
    }

    public func handle(_ event: ByteBuffer, in context: LambdaContext) async throws -> ByteBuffer {
        let event = try APIEvent(event, basePath: api.basePath)
        let head = event.request.head
        var request = event.request
        request.match = api.match(head)
        let observation = observer.begin(
            head, route: request.match?.route, id: context.requestID, in: .current ?? .topLevel, logger: context.logger)
        request.id = observation.id.text
        observation.received(event.bytes)
        return await ServiceContext.withValue(observation.context) { [request] in
            var answer = await api.respond(to: request)
            answer.head.headerFields[RequestID.field] = observation.id.text
            let carried = await carried(answer, event.form)
            observation.answers(with: carried.head.status)
            observation.sent(carried.count)
            observation.finish(isWhole: true)
            return carried.document
        }
    }

    /// An answer as the gateway gets it, or what is answered instead of one that it can't get.
    private func carried(_ answer: APIResponse, _ form: APIEventForm) async -> Carried {
        var instead: APIResponse
        do {
            let frame = GatewayAnswer(form: form, head: answer.head)
            if let body = try await gathered(answer, frame) {
                let document = ByteBuffer(string: frame.document(body).json)
                if document.readableBytes <= configuration.maximumResponseBytes {
                    return Carried(head: answer.head, count: body.readableBytes, document: document)
                }
            }
            instead = try await elsewhere(answer)
        } catch {
            // Nothing of it has been sent yet.
            instead = APIResponse(Problem(error))
        }
        instead.head.headerFields[RequestID.field] = answer.head.headerFields[RequestID.field]
        let body = instead.body.buffer ?? ByteBuffer()
        let document = GatewayAnswer(form: form, head: instead.head).document(body).json
        return Carried(head: instead.head, count: body.readableBytes, document: ByteBuffer(string: document))
    }

    private struct Carried: Sendable {
        var head: HTTPResponse
        /// Bytes of the body.
        var count: Int
        var document: ByteBuffer
    }

    /// - Returns: nil for a body that is too large.
    private func gathered(_ answer: APIResponse, _ frame: GatewayAnswer) async throws -> ByteBuffer? {
        let maximum = configuration.maximumResponseBytes
        if answer.head.headerFields[.contentType] == "text/event-stream" {
            return await answer.body.gathered(
                for: .seconds(configuration.followSeconds), upTo: maximum / 2, clock: clock)
        }
        // What is known to be too large is not even read.
        if let length = answer.body.length, frame.encodedLength(of: length) > maximum { return nil }
        do {
            return try await answer.body.collect(upTo: maximum)
        } catch let error as StoreError where error.code == .tooLarge {
            return nil
        }
    }

    /// Sends the reader of something too large to the store.
    private func elsewhere(_ answer: APIResponse) async throws -> APIResponse {
        let fields = answer.head.headerFields
        let links = answer.source?.store == .originals ? originalLinks : renditionLinks
        guard let source = answer.source, let links else {
            throw Problem(
                .tooLarge,
                "The answer has more than a function can give at once. Ask for it in parts, with Range: bytes=0-3999999."
            )
        }
        let url = try await links.linkToGet(
            source.key,
            options: DownloadLinkOptions(
                seconds: redirectSeconds, disposition: fields[.contentDisposition], contentType: fields[.contentType]))
        var head = HTTPResponse(status: .temporaryRedirect)
        head.headerFields[.location] = url
        // Who keeps the answer must not keep it longer than the link holds.
        head.headerFields[.cacheControl] = "private, max-age=\(redirectSeconds / 2)"
        return APIResponse(head)
    }
}
