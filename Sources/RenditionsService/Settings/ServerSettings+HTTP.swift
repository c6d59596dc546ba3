internal import RenditionsAPI
internal import RenditionsServer

extension ServerSettings {
    /// Where the server listens, and what it takes.
    struct HTTP: Sendable {
        private static let api = ImageAPI.Configuration()
        private static let connections = ConnectionLimits()
        private static let requests = RequestLimits()

        /// The address to listen at. Default `127.0.0.1`, this machine alone.
        var host = "127.0.0.1"
        /// The port; 0 for any that is free. Default 8080.
        var port = 8080
        /// What stands before every path, such as `/media`. Default nothing.
        var basePath = ""
        /// What stands before every path in links, such as `https://img.example.com`. Default nothing: links without a host.
        var origin = ""
        /// Sites whose pages may send what changes something, and read every answer. Default none but the server's own.
        var allowedOrigins: [String] = []

        /// Bytes of one uploaded file. Default 20 MiB.
        var maximumUploadBytes = api.maximumUploadBytes
        /// Files in one form. Default 16.
        var maximumFiles = api.maximumFiles
        /// The longest that `Prefer: wait=` waits, in seconds. Default 30.
        var maximumWaitSeconds = api.maximumWait
        /// Seconds for which an upload link can be used. Default 900.
        var uploadLinkSeconds = api.uploadLinkSeconds
        /// Who may follow the progress of images, or wait for it, at once. Default 256.
        var maximumFollowers = api.maximumFollowers
        /// `Cache-Control` of a rendition under a link without its version. Default `public, max-age=60`.
        var cacheControl = api.renditionCacheControl

        /// Connections at the same time. Default 1,000.
        var maximumConnections = connections.maximumConnections
        /// Seconds within which the head of a connection's first request is there. Default 10.
        var headSeconds = connections.headSeconds
        /// Seconds within which the next request begins. Default 30.
        var keepAliveSeconds = connections.keepAliveSeconds
        /// Bytes of a body that come, or of an answer that are taken, in each second, on average. Default 1,024.
        var minimumBytesPerSecond = connections.minimumBytesPerSecond
        /// The same of a body while other uploads wait for their turn. Default 16,384.
        var minimumBytesPerSecondInCrowd = connections.minimumBytesPerSecondInCrowd
        /// Seconds for which a body is watched before it is judged. Default 10.
        var bodyWindowSeconds = connections.bodyWindowSeconds
        /// Seconds for which the taking of an answer is watched before it is judged. Default 30.
        var writeSeconds = connections.writeSeconds
        /// Seconds for which a connection is kept that is over, so that the client can read the last answer. Default 1.
        var lingerSeconds = connections.lingerSeconds
        /// Seconds for which a connection on which nothing comes is kept when the server ends. Default 0.2.
        var farewellSeconds = connections.farewellSeconds
        /// Bytes of a request's head. Default 32 KiB.
        var maximumHeadBytes = connections.maximumHeadBytes
        /// Fields of a request's head. Default 100.
        var maximumHeadFields = connections.maximumHeadFields

        /// Requests that are worked on at once, uploads aside. Default 64.
        var maximumRequests = requests.requests.maximum
        /// Requests that may wait for that. Default 256.
        var maximumWaitingRequests = requests.requests.maximumWaiting
        /// Seconds that a request waits at most. Default 5.
        var requestWaitSeconds = requests.requests.waitSeconds
        /// Uploads that are received at once. Default 16.
        var maximumUploads = requests.uploads.maximum
        /// Uploads that may wait for that. Default 64.
        var maximumWaitingUploads = requests.uploads.maximumWaiting
        /// Seconds that an upload waits at most. Default 15.
        var uploadWaitSeconds = requests.uploads.waitSeconds
    }
}
