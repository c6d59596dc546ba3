internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Renditions
internal import RenditionsAPI
internal import Tracing

/// Takes a request from Hummingbird to the API, through the gate and under observation, and the answer back.
struct MountedAPI: Sendable {
    let api: any APIResponder
    let gate: RequestGate
    let observer: RequestObserver

    /// Bytes of an answer that are gathered and written at once, with its head. What is longer is written as it comes.
    private static let gathered = 128 << 10

    /// Whether there is something under the path, for whatever method.
    func hasPath(of head: HTTPRequest) -> Bool {
        var head = head
        return Set(APIRoute.allCases.map(\.method)).contains { method in
            head.method = method
            return api.match(head) != nil
        }
    }

    func respond(to request: Request) async -> Response {
        let match = api.match(request.head)
        let route = match?.route
        let observation = observer.begin(request.head, route: route)
        return await ServiceContext.withValue(observation.context) {
            var call = APIRequest(request.head, body: ObjectBody(request, observation: observation))
            call.id = observation.id.text
            call.match = match
            var answer: APIResponse
            do throws(Problem) {
                let permit = try await gate.admit(route)
                // Who takes the answer slowly keeps nobody else waiting.
                defer { permit?.release() }
                call.isTaken = { permit?.release() }
                answer = await api.respond(to: call)
                if request.method != .head { answer = await gather(answer, of: call) }
            } catch {
                answer = api.answer(to: error, of: call)
            }
            answer.head.headerFields[RequestID.field] = observation.id.text
            observation.answers(with: answer.head.status)
            return Response(answer, isHead: request.method == .head, delivery: Delivery(observation: observation))
        }
    }

    /// With the body in memory, if it is short. What goes wrong while it is read can still be told then.
    private func gather(_ answer: APIResponse, of call: APIRequest) async -> APIResponse {
        guard answer.body.buffer == nil, let length = answer.body.length, length <= Self.gathered else { return answer }
        do {
            return APIResponse(answer.head, body: ObjectBody(try await answer.body.collect(upTo: length)))
        } catch {
            return api.answer(to: error, of: call)
        }
    }
}
