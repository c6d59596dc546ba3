internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `GET /images`.
struct ListRoute: Sendable {
    let api: ImageAPI

    /// The parameters that there are.
    static let parameters: Set<String> = [
        "state", "order", "limit", "cursor", "updated-from", "updated-before", "similar-to", "distance",
    ]

    func answer(_ parameters: QueryParameters) async throws -> APIResponse {
        let request = try await request(parameters)
        let page: RecordPage
        do {
            page = try await api.processor.records.page(request)
        } catch let error as StoreError where error.code == .invalidRequest {
            throw Problem(.invalidRequest, "The cursor is not one that was given for this order.")
        }
        var document = JSONObject()
        document["images"] = .array(page.records.map { api.document($0.value).summary })
        var fields: HTTPFields = [:]
        if let next = page.next {
            let link = api.links.images + "?" + following(parameters, next)
            document["next"] = .string(link)
            fields[HTTPField.Name("Link")!] = "<\(link)>; rel=\"next\""
        }
        return .json(.object(document), fields: fields)
    }

    private func following(_ parameters: QueryParameters, _ cursor: String) -> String {
        let kept = Self.parameters.sorted().filter { $0 != "cursor" }.compactMap { name in
            parameters[name].map { "\(name)=\($0.percentEncoded)" }
        }
        return (kept + ["cursor=\(Data(cursor.utf8).base64URL)"]).joined(separator: "&")
    }

    private func request(_ parameters: QueryParameters) async throws -> RecordRequest {
        var request = RecordRequest(order: .newestUpdateFirst, limit: 50)
        if let order = parameters["order"] {
            guard let known = Self.orders[order] else {
                throw Problem(
                    .invalidRequest, "The order is one of \(Self.orders.keys.sorted().joined(separator: ", ")).")
            }
            request.order = known
        }
        if let limit = parameters["limit"] {
            request.limit = try Self.number(limit, in: 1...200, "limit")
        }
        if let cursor = parameters["cursor"] {
            guard let data = Data(base64URL: cursor), let text = String(validating: data, as: UTF8.self) else {
                throw Problem(.invalidRequest, "The cursor is not one that was given here.")
            }
            request.cursor = text
        }
        request.filter.states = try states(parameters["state"])
        request.filter.updatedFrom = try parameters["updated-from"].map(Self.date)
        request.filter.updatedBefore = try parameters["updated-before"].map(Self.date)
        request.filter.similar = try await similarity(parameters)
        return request
    }

    static let orders: [String: RecordOrder] = [
        "newest": .newestUpdateFirst, "oldest": .oldestUpdateFirst, "id": .id,
    ]

    /// Those that were erased are not told of.
    private func states(_ text: String?) throws -> Set<AssetState> {
        guard let text else { return Set(AssetState.allCases).subtracting([.deleted]) }
        return Set(
            try text.split(separator: ",", omittingEmptySubsequences: false).map { name in
                guard let state = AssetState(rawValue: String(name)), state != .deleted else {
                    throw Problem(
                        .invalidRequest, "A state is one of pending, processing, ready, failed, quarantined.")
                }
                return state
            })
    }

    private func similarity(_ parameters: QueryParameters) async throws -> RecordFilter.Similarity? {
        let distance = try parameters["distance"].map { try Self.number($0, in: 0...64, "distance") }
        guard let text = parameters["similar-to"] else {
            guard distance == nil else {
                throw Problem(.invalidRequest, "A distance is to an image: name one as similar-to.")
            }
            return nil
        }
        guard let id = try? AssetID(text), let record = try await api.processor.records.record(id)?.value,
            record.state != .deleted
        else { throw Problem(.invalidRequest, "There is no image of the ID in similar-to.") }
        guard let hash = record.analysis?.perceptualHash else {
            throw Problem(.invalidRequest, "The image in similar-to has no perceptual hash; the recipe asks for none.")
        }
        return RecordFilter.Similarity(to: hash, maximumDistance: distance ?? 10)
    }

    private static func number(_ text: String, in range: ClosedRange<Int>, _ name: String) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Problem(.invalidRequest, "\(name) is a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func date(_ text: String) throws -> Date {
        guard let time = Timestamp(text) else {
            throw Problem(.invalidRequest, "A time is written as in 2026-01-31T12:00:00Z.")
        }
        return time.date
    }
}
