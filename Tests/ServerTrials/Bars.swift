/// What the server is held to where `--bars` asks for it: on a machine that has nothing else to do.
enum Bars {
    /// Bytes that the server may have in memory, decoded pixels aside.
    static let memory = 200_000_000
    /// Bytes that decoded pixels may take, as the server is told: `processing.max-memory`, which all jobs share.
    static let pixels = 512 << 20
    /// By which a client may be cut later than the settings say.
    static let lateness = Duration.seconds(5)
    /// Seconds in which who is turned away has to know it.
    static let refusal = 0.05

    /// As an argument of the server.
    static let pixelSetting = ["--processing-max-memory", "\(pixels)"]

    /// Sanitizers keep what was given back, so that with them the bytes say nothing.
    static func judge(_ peak: Int?, pixels: Int = 0, _ verdict: Verdict) {
        guard let peak, peak > memory + pixels else { return }
        verdict.missBar("the server had \(Bytes.text(peak)) in memory, and may have \(Bytes.text(memory + pixels))")
    }
}
