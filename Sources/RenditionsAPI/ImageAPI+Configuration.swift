public import Renditions

extension ImageAPI {
    /// How the API behaves.
    public struct Configuration: Sendable, Hashable {
        /// What stands before every path, such as `/media`; empty for none. Links begin with it.
        public var basePath: String
        /// What stands before ``basePath`` in links, such as `https://img.example.com`; empty for links without a host.
        public var origin: String
        /// Bytes of one uploaded file. Default 20 MiB, the engine's own default.
        public var maximumUploadBytes: Int
        /// Files in one multipart form. Default 16.
        public var maximumFiles: Int
        /// The longest that `Prefer: wait=` waits, in seconds. Default 30.
        public var maximumWait: Int
        /// Seconds for which an upload link can be used. Default 900.
        public var uploadLinkSeconds: Int
        /// Executions that may be waiting or under way before uploads are turned away. Default 1,000.
        public var maximumBacklog: Int
        /// What `Cache-Control` says of a rendition under a link without its version. Default `public, max-age=60`; `private` in
        /// the place of `public` where renditions are not open to anyone, so that no cache gives them to others.
        public var renditionCacheControl: String
        /// What it says under a link with its version, which never shows other bytes. Default a year.
        public var versionedCacheControl: String
        /// Seconds for which a link to the store of renditions holds, where readers are sent there. Default 600.
        public var redirectSeconds: Int
        /// What is accepted, by its bytes. Default `ImageFormat.defaultAllowed`; the engine must read it too.
        public var allowedFormats: Set<ImageFormat>
        /// Clients that may follow the progress of images, or wait for it with `Prefer: wait=`, at once. Default 256.
        public var maximumFollowers: Int
        /// How long a part may take to answer before it counts as out of reach, in seconds. Default 2.
        public var readinessSeconds: Int
        /// For how long it is remembered where a rendition is, and what a small one holds, in milliseconds: so long one of an
        /// original that was replaced elsewhere may still be served. 0 for not at all. Default 1,000.
        public var renditionMemoryMilliseconds: Int
        /// Bytes of renditions that are kept in memory, of each at most a 64th of it. Default 32 MiB.
        public var renditionMemoryBytes: Int
        /// Sites whose pages may send what changes something, and read every answer, such as `https://example.com`. Default none
        /// but the API's own.
        public var allowedOrigins: Set<String>

        public init(
            basePath: String = "", origin: String = "", maximumUploadBytes: Int = 20 << 20, maximumFiles: Int = 16,
            maximumWait: Int = 30, uploadLinkSeconds: Int = 900, maximumBacklog: Int = 1000,
            renditionCacheControl: String = "public, max-age=60",
            versionedCacheControl: String = "public, max-age=31536000, immutable", redirectSeconds: Int = 600,
            allowedFormats: Set<ImageFormat> = ImageFormat.defaultAllowed, maximumFollowers: Int = 256,
            readinessSeconds: Int = 2, renditionMemoryMilliseconds: Int = 1000,
            renditionMemoryBytes: Int = 32 << 20,
            allowedOrigins: Set<String> = []
        ) {
            self.basePath = basePath
            self.origin = origin
            self.maximumUploadBytes = maximumUploadBytes
            self.maximumFiles = maximumFiles
            self.maximumWait = maximumWait
            self.uploadLinkSeconds = uploadLinkSeconds
            self.maximumBacklog = maximumBacklog
            self.renditionCacheControl = renditionCacheControl
            self.versionedCacheControl = versionedCacheControl
            self.redirectSeconds = redirectSeconds
            self.allowedFormats = allowedFormats
            self.maximumFollowers = maximumFollowers
            self.readinessSeconds = readinessSeconds
            self.renditionMemoryMilliseconds = renditionMemoryMilliseconds
            self.renditionMemoryBytes = renditionMemoryBytes
            self.allowedOrigins = allowedOrigins
        }
    }
}
