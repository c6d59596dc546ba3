internal import HTTPTypes
public import Hummingbird
public import RenditionsAPI

/// The REST API in a Hummingbird application.
///
/// ```swift
/// let router = Router()
/// ImageRoutes(api).add(to: router)
/// let application = Application(router: router, server: .guardedHTTP1())
/// ```
///
/// Everything below the API's `basePath` that it has a path for is the API's, whatever the method; other paths are the
/// application's. What the application adds to the router before, such as middleware, is run before the API.
public struct ImageRoutes: Sendable {
    private let mounted: MountedAPI

    /// - Parameters:
    ///   - gate: how many requests are worked on at a time.
    ///   - observer: what tells of them.
    public init(_ api: ImageAPI, gate: RequestGate = RequestGate(), observer: RequestObserver = RequestObserver()) {
        self.init(api as any APIResponder, gate: gate, observer: observer)
    }

    package init(
        _ api: any APIResponder, gate: RequestGate = RequestGate(), observer: RequestObserver = RequestObserver()
    ) {
        mounted = MountedAPI(api: api, gate: gate, observer: observer)
    }

    /// Mounts the API. Its paths must not be the application's as well.
    public func add<Context: RequestContext>(to router: Hummingbird.Router<Context>) {
        add(to: router, answersEverything: false)
    }

    /// Mounts the API where there is nothing else: it also answers what nobody has a path for, as it answers everything.
    func addAnsweringEverything<Context: RequestContext>(to router: Hummingbird.Router<Context>) {
        add(to: router, answersEverything: true)
    }

    private func add<Context: RequestContext>(to router: Hummingbird.Router<Context>, answersEverything: Bool) {
        for path in Set(APIRoute.allCases.map(\.path)) {
            for method in Self.methods {
                router.on(RouterPath(mounted.api.basePath + path), method: method) { [mounted] request, _ in
                    await mounted.respond(to: request)
                }
            }
        }
        // A router knows the methods that it was told. It falls to middleware to see that the others are refused by the
        // API, and not as if there were nothing.
        router.add(middleware: Remainder(api: mounted, answersEverything: answersEverything))
    }

    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .options, .trace, .patch,
    ]

    /// What no route was found for.
    private struct Remainder<Context: RequestContext>: RouterMiddleware {
        let api: MountedAPI
        let answersEverything: Bool

        func handle(
            _ request: Request, context: Context, next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            guard answersEverything || !ImageRoutes.methods.contains(request.method) && api.hasPath(of: request.head)
            else {
                return try await next(request, context)
            }
            return await api.respond(to: request)
        }
    }
}
