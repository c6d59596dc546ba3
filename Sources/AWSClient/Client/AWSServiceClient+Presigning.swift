internal import NIOHTTP1

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension AWSServiceClient {
    /// An address by which whoever has it makes this call, without credentials of their own, until it ends.
    ///
    /// - Parameters:
    ///   - request: its headers are signed, and must be sent as they are here. Its body is not looked at.
    ///   - seconds: from 1 to 604,800, which is a week. Credentials that end sooner end it sooner.
    /// - Throws: ``AWSError``; `CancellationError`.
    package func presign(_ request: AWSRequest, seconds: Int) async throws -> PresignedURL {
        guard (1...604_800).contains(seconds) else {
            throw AWSError(.invalidRequest, "An address is good for 1 to 604,800 seconds.")
        }
        let credentials = try await credentials.credentials()
        var query = request.query
        let payload: PayloadHash =
            if case .sha256(let digits) = request.payload { .sha256(digits) } else { .unsigned }
        let now = now
        _ = signer.presign(
            method: request.method, path: endpoint.path + request.path, query: &query,
            headers: try SignedRequest.headers(request, endpoint), payload: payload, seconds: seconds,
            with: credentials, at: SigningTime(now))
        let end = now.addingTimeInterval(Double(seconds))
        return PresignedURL(
            url: SignedRequest.url(request, endpoint, query: query),
            expires: min(end, credentials.expiration ?? end))
    }
}
