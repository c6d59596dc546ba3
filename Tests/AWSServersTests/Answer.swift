import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What is answered to a request for a URL, without a signature.
struct Answer {
    let status: Int
    let text: String

    init(of url: String) async throws {
        guard let url = URL(string: url) else { throw URLError(.badURL) }
        // No other test's connection, which its server may have closed.
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(from: url)
        status = (response as? HTTPURLResponse)?.statusCode ?? 0
        text = String(decoding: data, as: UTF8.self)
    }
}
