internal import Logging
internal import Renditions
internal import RenditionsAPI
internal import RenditionsServer
internal import RenditionsVips

extension ServerSettings {
    var api: ImageAPI.Configuration {
        ImageAPI.Configuration(
            basePath: http.basePath, origin: http.origin, maximumUploadBytes: http.maximumUploadBytes,
            maximumFiles: http.maximumFiles, maximumWait: http.maximumWaitSeconds,
            uploadLinkSeconds: http.uploadLinkSeconds, maximumBacklog: processing.backlog,
            renditionCacheControl: http.cacheControl, allowedFormats: processing.formats,
            maximumFollowers: http.maximumFollowers, allowedOrigins: Set(http.allowedOrigins))
    }

    var server: ImageServer.Configuration {
        ImageServer.Configuration(
            host: http.host, port: http.port, connections: http.connectionLimits, requests: http.requestLimits,
            noticeSeconds: shutdown.noticeSeconds, drainSeconds: shutdown.seconds,
            metricsPath: metrics.enabled ? "/metrics" : nil)
    }

    var logLevel: Logger.Level { Logger.Level(rawValue: logs.level) ?? .info }
    var logFormat: LogFormat { LogFormat(rawValue: logs.format) ?? .text }
}

extension ServerSettings.HTTP {
    var connectionLimits: ConnectionLimits {
        ConnectionLimits(
            maximumConnections: maximumConnections, headSeconds: headSeconds, keepAliveSeconds: keepAliveSeconds,
            minimumBytesPerSecond: minimumBytesPerSecond, minimumBytesPerSecondInCrowd: minimumBytesPerSecondInCrowd,
            bodyWindowSeconds: bodyWindowSeconds, writeSeconds: writeSeconds, lingerSeconds: lingerSeconds,
            farewellSeconds: farewellSeconds, maximumHeadBytes: maximumHeadBytes, maximumHeadFields: maximumHeadFields)
    }

    var requestLimits: RequestLimits {
        RequestLimits(
            requests: RequestLimits.Lane(
                maximum: maximumRequests, maximumWaiting: maximumWaitingRequests, waitSeconds: requestWaitSeconds),
            uploads: RequestLimits.Lane(
                maximum: maximumUploads, maximumWaiting: maximumWaitingUploads, waitSeconds: uploadWaitSeconds))
    }
}

extension ServerSettings.Processing {
    var formats: Set<ImageFormat> { ImageFormat.defaultAllowed.union(allow.compactMap { ImageFormat(rawValue: $0) }) }

    var engine: VipsEngineConfiguration {
        VipsEngineConfiguration(
            limits: ImageLimits(
                inputBytes: maxBytes, pixels: maxPixels, totalPixels: maxTotalPixels, pages: maxPages, scans: maxScans,
                outputSide: maxSide, seconds: maxSeconds, memoryBytes: maxMemory),
            allowedFormats: formats, threads: jobs, acceptsDamagedImages: lenient)
    }
}
