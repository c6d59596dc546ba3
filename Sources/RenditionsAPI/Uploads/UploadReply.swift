internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

/// What is said of the images of one request that were accepted.
struct UploadReply: Sendable {
    let api: ImageAPI
    let prefer: Prefer
    /// Whether whoever sent them may read records; otherwise they get receipts only.
    let mayRead: Bool
    /// Until when the client would wait: for all files of a form together.
    private let deadline: ContinuousClock.Instant

    init(api: ImageAPI, prefer: Prefer, mayRead: Bool) {
        self.api = api
        self.prefer = prefer
        self.mayRead = mayRead
        deadline = api.waitingEnds(prefer)
    }

    /// - Returns: with status 200 the image as it is once its processing is over; with 202 a receipt, which is the same
    ///   however often the same is sent.
    func answer(to accepted: AcceptedImage) async throws -> (status: HTTPResponse.Status, document: JSONValue) {
        let record = accepted.record
        if let execution = accepted.execution {
            if try await api.outcome(of: execution, until: deadline) != nil {
                let current = try await api.processor.records.record(record.id)?.value
                return (.ok, document(api.document(current ?? record)))
            }
        } else if !accepted.isRepeatable || (prefer.wait ?? 0) > 0 {
            return (.ok, document(api.document(record)))
        }
        return (.accepted, api.document(record).receipt())
    }

    /// Header fields of the answer.
    ///
    /// - Parameter id: of the image; nil where there are several.
    func fields(of id: AssetID? = nil) -> HTTPFields {
        var fields: HTTPFields = [:]
        if let id { fields[.location] = api.links.image(id) }
        fields[.preferenceApplied] = api.appliedPreference(prefer)
        return fields
    }

    private func document(_ document: AssetDocument) -> JSONValue {
        mayRead ? document.json : document.receipt(document.record.state)
    }
}

extension ImageAPI {
    /// Whether whoever sent a request may read what is known of images.
    func mayRead(_ head: HTTPRequest) async -> Bool { (try? await gate.principal(for: head, scope: .read)) != nil }
}
