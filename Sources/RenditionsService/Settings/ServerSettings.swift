internal import Renditions
internal import RenditionsVips

/// Everything that the server can be told. What is set here is what holds where nothing else is said.
///
/// ``Setting/all`` says by which names each property is set, and within which bounds.
struct ServerSettings: Sendable {
    var http = HTTP()
    var storage = Storage()
    /// What is made of every image: `web`, `avatar`, `product`, or the path of a file. Default `web`.
    var recipe = "web"
    var processing = Processing()
    var access = Access()
    var logs = Logs()
    var metrics = Metrics()
    var shutdown = Shutdown()

    /// Where everything is kept.
    struct Storage: Sendable {
        /// The folder of originals, renditions, records and workflows; made where it is missing. Default `renditions-data`.
        var folder = "renditions-data"
        /// The folder of the images that watermarks and composites name; empty, the default, for none.
        var overlays = ""
    }

    /// What an image may cost.
    struct Processing: Sendable {
        /// Images that are worked on at once. Default the number of processors.
        var jobs = VipsEngineConfiguration.processorCount
        /// Images that may wait or be worked on before uploads are turned away. Default 1,000.
        var backlog = 1000
        /// Formats that are read besides those that are safe by default. Default none.
        var allow: [String] = []
        /// Whether damaged images are accepted, with grey where pixels are missing. Default no.
        var lenient = false
        /// Bytes of a file. Default 20 MiB.
        var maxBytes = ImageLimits.default.inputBytes
        /// Pixels of one page or frame. Default 50 million.
        var maxPixels = ImageLimits.default.pixels
        /// Pixels of all pages or frames together. Default 100 million.
        var maxTotalPixels = ImageLimits.default.totalPixels
        /// Pages or frames. Default 100.
        var maxPages = ImageLimits.default.pages
        /// Scans of a progressive JPEG. Default 100.
        var maxScans = ImageLimits.default.scans
        /// Pixels of the longer side of a rendition. Default 16,384.
        var maxSide = ImageLimits.default.outputSide
        /// Seconds that one image may take. Default 10.
        var maxSeconds = ImageLimits.default.seconds
        /// Bytes of decoded pixels held at once, by all jobs together. Default 512 MiB.
        var maxMemory = ImageLimits.default.memoryBytes
    }

    /// What is written to standard error.
    struct Logs: Sendable {
        /// The least important level that is written. Default `info`.
        var level = "info"
        /// `text` for people, `json` for machines: one object a line. Default `text`.
        var format = "text"
    }

    /// What is counted.
    struct Metrics: Sendable {
        /// Whether `GET /metrics` gives what was counted, to whoever reaches the port. Default yes.
        var enabled = true
    }

    /// How it ends.
    struct Shutdown: Sendable {
        /// Seconds from `GET /ready` answering 503 to the end of listening, in which a load balancer can notice. Default 0.
        var noticeSeconds = 0.0
        /// Seconds for which requests under way are then waited for. Default 30.
        var seconds = 30.0
    }
}
