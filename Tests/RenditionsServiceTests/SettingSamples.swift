/// A value for each setting that is not its default, as it is printed.
///
/// Keys are contracts: who renames a setting breaks every file that sets it.
enum SettingSamples {
    static let all: [String: String] = [
        "http.host": "0.0.0.0", "http.port": "8081", "http.base-path": "/media",
        "http.origin": "https://img.example.com",
        "http.allowed-origins": "https://example.com,http://localhost:3000", "http.maximum-upload-bytes": "5MiB",
        "http.maximum-files": "3", "http.maximum-wait-seconds": "7", "http.upload-link-seconds": "60",
        "http.maximum-followers": "9", "http.cache-control": "private, no-store", "http.maximum-connections": "50",
        "http.head-seconds": "2.5", "http.keep-alive-seconds": "4", "http.minimum-bytes-per-second": "10",
        "http.body-window-seconds": "3", "http.write-seconds": "5", "http.minimum-bytes-per-second-in-crowd": "4096",
        "http.linger-seconds": "0.5", "http.farewell-seconds": "2.5",
        "http.maximum-head-bytes": "16KiB", "http.maximum-head-fields": "40", "http.maximum-requests": "8",
        "http.maximum-waiting-requests": "16", "http.request-wait-seconds": "1", "http.maximum-uploads": "2",
        "http.maximum-waiting-uploads": "4", "http.upload-wait-seconds": "6", "storage.folder": "/srv/a, b\"c\\d",
        "storage.overlays": "overlays", "recipe": "avatar", "processing.jobs": "13", "processing.backlog": "20",
        "processing.allow": "svg,jpegxl", "processing.lenient": "true", "processing.max-bytes": "30MiB",
        "processing.max-pixels": "1000", "processing.max-total-pixels": "2000", "processing.max-pages": "3",
        "processing.max-scans": "30", "processing.max-side": "4000", "processing.max-seconds": "2.25",
        "processing.max-memory": "1GiB", "access.upload": "anyone", "access.list": "off", "access.read": "anyone",
        "access.renditions": "off", "access.originals": "authorized", "access.delete": "authorized",
        "access.tokens": "site:upload+read:0123456789abcdef0123456789abcdef", "access.tokens-file": "tokens.yaml",
        "access.jwt.jwks-file": "keys.json", "access.jwt.secret": "a secret of more than thirty-two bytes",
        "access.jwt.issuer": "https://id.example.com", "access.jwt.audience": "images",
        "access.jwt.scope-prefix": "images:", "logs.level": "debug", "logs.format": "json", "metrics.enabled": "false",
        "shutdown.notice-seconds": "1.5", "shutdown.seconds": "12",
    ]

    static let lists: Set<String> = ["http.allowed-origins", "processing.allow", "access.tokens"]
    static let secrets: Set<String> = ["access.tokens", "access.jwt.secret"]

    /// All of them as a configuration file.
    static func yaml(_ samples: [String: String]) -> String {
        samples.sorted { $0.key < $1.key }.map { key, value in
            let texts = lists.contains(key) ? value.split(separator: ",").map(String.init) : [value]
            let quoted = texts.map { text in
                "\"\(text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined())\""
            }
            return "\(key): " + (lists.contains(key) ? "[\(quoted.joined(separator: ", "))]" : quoted[0])
        }.joined(separator: "\n")
    }
}
