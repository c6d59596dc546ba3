internal import Logging
internal import Renditions
internal import RenditionsAPI

extension Setting {
    /// Every setting, in the order in which they are shown. Keys are contracts.
    package static let all: [Setting] = http + guarding + storing + processing + access + running

    private static let storing: [Setting] = [
        .path(
            "storage.folder", \.storage.folder,
            "Where originals, renditions, records and workflows are kept; made where it is missing."),
        .path(
            "storage.overlays", \.storage.overlays,
            "The folder of the images that watermarks and composites name; empty for none."),
        .path("recipe", \.recipe, "What is made of every image: web, avatar, product, or a YAML or JSON file."),
    ]

    private static let processing: [Setting] = [
        .count("processing.jobs", \.processing.jobs, in: 1...1024, "Images that are worked on at once.")
            .standing(at: "the number of processors"),
        .count(
            "processing.backlog", \.processing.backlog, in: 1...1_000_000,
            "Images that may wait or be worked on before uploads get 503."),
        .list(
            "processing.allow", \.processing.allow,
            of: ImageFormat.allCases.filter { !ImageFormat.defaultAllowed.contains($0) }.map(\.rawValue),
            "Formats that are read besides the safe ones; only for files that you trust."),
        .flag(
            "processing.lenient", \.processing.lenient,
            "Accepts damaged and truncated images, with grey where pixels are missing."),
        .bytes(
            "processing.max-bytes", \.processing.maxBytes, in: 1...(1 << 40),
            "Bytes of an image; at least http.maximum-upload-bytes."),
        .count(
            "processing.max-pixels", \.processing.maxPixels, in: 1...100_000_000_000, "Pixels of one page or frame."),
        .count(
            "processing.max-total-pixels", \.processing.maxTotalPixels, in: 1...100_000_000_000,
            "Pixels of all pages or frames together."),
        .count("processing.max-pages", \.processing.maxPages, in: 1...1_000_000, "Pages or frames."),
        .count("processing.max-scans", \.processing.maxScans, in: 1...1_000_000, "Scans of a progressive JPEG."),
        .count(
            "processing.max-side", \.processing.maxSide, in: 1...1_000_000,
            "Pixels of the longer side of a rendition."),
        .seconds("processing.max-seconds", \.processing.maxSeconds, in: 0.001...1e9, "What one image may take."),
        .bytes(
            "processing.max-memory", \.processing.maxMemory, in: (1 << 20)...(1 << 44),
            "Bytes of decoded pixels held at once, by all jobs together; work waits until there is room."),
    ]

    private static let rules = AccessPolicy.Rule.allCases.map(\.rawValue)

    private static let access: [Setting] = [
        .choice("access.upload", \.access.upload, of: rules, "Who may send images and ask for upload links."),
        .choice("access.list", \.access.list, of: rules, "Who may list images."),
        .choice("access.read", \.access.read, of: rules, "Who may read what is known of an image, and follow it."),
        .choice("access.renditions", \.access.renditions, of: rules, "Who may get renditions."),
        .choice("access.originals", \.access.originals, of: rules, "Who may get originals."),
        .choice("access.delete", \.access.delete, of: rules, "Who may erase images."),
        .list(
            "access.tokens", \.access.tokens,
            "Bearer tokens, each as subject:scope+scope:TOKEN; `openssl rand -hex 32` makes one."
        ).secret,
        .path(
            "access.tokens-file", \.access.tokensFile,
            "A YAML file of bearer tokens: a list of subject, scopes, and token or sha256."),
        .path(
            "access.jwt.jwks-file", \.access.jwt.jwksFile,
            "A JSON Web Key Set: the public keys of whoever signs tokens."),
        .text("access.jwt.secret", \.access.jwt.secret, "What signs tokens with HS256, 32 bytes at least.").secret,
        .text("access.jwt.issuer", \.access.jwt.issuer, "What iss must be; empty for any."),
        .text(
            "access.jwt.audience", \.access.jwt.audience,
            "What aud must be or have; empty for tokens without an audience."),
        .text(
            "access.jwt.scope-prefix", \.access.jwt.scopePrefix,
            "What stands before the name of each scope in a token, such as images: for images:upload."),
    ]

    private static let running: [Setting] = [
        .choice(
            "logs.level", \.logs.level, of: Logger.Level.allCases.map(\.rawValue),
            "The least important level that is written."),
        .choice(
            "logs.format", \.logs.format, of: ["text", "json"],
            "text for people, json for machines: one object a line."),
        .flag(
            "metrics.enabled", \.metrics.enabled, "GET /metrics gives what was counted, to whoever reaches the port."),
        .seconds(
            "shutdown.notice-seconds", \.shutdown.noticeSeconds, in: 0...3600,
            "From GET /ready answering 503 to the end of listening, in which a load balancer can notice."),
        .seconds(
            "shutdown.seconds", \.shutdown.seconds, in: 0...3600,
            "How long requests under way are then waited for; 10 seconds later the process ends in any case."),
    ]
}
