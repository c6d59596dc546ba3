extension Setting {
    /// Where the server listens, and what it takes.
    static let http: [Setting] = [
        .text("http.host", \.http.host, "The address to listen at; 0.0.0.0 or :: for every one."),
        .count("http.port", \.http.port, in: 0...65_535, "The port; 0 for any that is free, which is said at start."),
        .text("http.base-path", \.http.basePath, "What stands before every path, such as /media."),
        .text(
            "http.origin", \.http.origin,
            "What stands before every path in links, such as https://img.example.com; empty for links without a host."),
        .list(
            "http.allowed-origins", \.http.allowedOrigins,
            "Sites whose pages may send everything and read every answer, such as https://example.com."),
        .bytes(
            "http.maximum-upload-bytes", \.http.maximumUploadBytes, in: 1...(1 << 40), "Bytes of one uploaded file."),
        .count("http.maximum-files", \.http.maximumFiles, in: 1...1000, "Files in one form."),
        .count(
            "http.maximum-wait-seconds", \.http.maximumWaitSeconds, in: 0...3600,
            "The longest that an upload with Prefer: wait is waited for, in seconds."),
        .count(
            "http.upload-link-seconds", \.http.uploadLinkSeconds, in: 1...604_800,
            "Seconds for which an upload link can be used."),
        .count(
            "http.maximum-followers", \.http.maximumFollowers, in: 0...100_000,
            "Clients that may follow the progress of images, or wait for it, at once."),
        .text(
            "http.cache-control", \.http.cacheControl,
            "Cache-Control of a rendition under a link without its version."),
    ]

    /// What guards the server from its clients.
    static let guarding: [Setting] = [
        .count(
            "http.maximum-connections", \.http.maximumConnections, in: 1...1_000_000,
            "Connections at the same time; further ones wait to be accepted."),
        .seconds(
            "http.head-seconds", \.http.headSeconds, in: 0.1...3600,
            "From the start of a connection until the head of its first request is there."),
        .seconds(
            "http.keep-alive-seconds", \.http.keepAliveSeconds, in: 0.1...3600,
            "From an answer until the head of the next request is there."),
        .count(
            "http.minimum-bytes-per-second", \.http.minimumBytesPerSecond, in: 0...1_000_000_000,
            "Bytes of a body that come, or of an answer that are taken, in each second, on average."),
        .count(
            "http.minimum-bytes-per-second-in-crowd", \.http.minimumBytesPerSecondInCrowd, in: 0...1_000_000_000,
            "The same of a body while other uploads wait for their turn."),
        .seconds(
            "http.body-window-seconds", \.http.bodyWindowSeconds, in: 0.1...3600,
            "How long a body is watched before it is judged."),
        .seconds(
            "http.write-seconds", \.http.writeSeconds, in: 0.1...3600,
            "How long the taking of an answer is watched before it is judged."),
        .seconds(
            "http.linger-seconds", \.http.lingerSeconds, in: 0...60,
            "How long a connection is kept that is over, so that the last answer can be read."),
        .seconds(
            "http.farewell-seconds", \.http.farewellSeconds, in: 0...60,
            "How long a connection on which nothing comes is kept when the server ends, for a request on its way."),
        .bytes(
            "http.maximum-head-bytes", \.http.maximumHeadBytes, in: 1024...(1 << 20),
            "Path and header fields of a request."),
        .count(
            "http.maximum-head-fields", \.http.maximumHeadFields, in: 10...10_000, "Header fields of a request."),
        .count(
            "http.maximum-requests", \.http.maximumRequests, in: 1...100_000,
            "Requests that are worked on at once, uploads aside."),
        .count(
            "http.maximum-waiting-requests", \.http.maximumWaitingRequests, in: 0...1_000_000,
            "Requests that may wait for that; further ones get 503."),
        .seconds(
            "http.request-wait-seconds", \.http.requestWaitSeconds, in: 0...3600, "How long a request waits at most."),
        .count(
            "http.maximum-uploads", \.http.maximumUploads, in: 1...100_000, "Uploads that are received at once."),
        .count(
            "http.maximum-waiting-uploads", \.http.maximumWaitingUploads, in: 0...1_000_000,
            "Uploads that may wait for that; further ones get 503."),
        .seconds(
            "http.upload-wait-seconds", \.http.uploadWaitSeconds, in: 0...3600, "How long an upload waits at most."),
    ]
}
