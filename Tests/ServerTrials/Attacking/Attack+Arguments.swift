extension Attack {
    /// The words that it is made of again by another process.
    var arguments: [String] {
        [
            "attack", "--kind", kind.rawValue, "--port", "\(port)", "--connections", "\(connections)", "--seconds",
            "\(seconds)", "--paths", paths.joined(separator: " "),
        ]
    }

    init?(_ arguments: TrialArguments) {
        guard let kind = arguments.value("--kind").flatMap(Kind.init(rawValue:)),
            let port = arguments.number("--port"), let connections = arguments.number("--connections"),
            let seconds = arguments.seconds("--seconds")
        else { return nil }
        let paths = arguments.value("--paths")?.split(separator: " ").map(String.init) ?? []
        self.init(kind: kind, port: port, connections: connections, seconds: seconds, paths: paths)
    }
}
