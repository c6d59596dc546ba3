/// What became of a slow client.
package struct SlowEnd: Sendable {
    /// What it was slow with.
    var name: String
    /// From the connection's beginning to its end.
    var time: Duration
    /// What it was answered; nil where it was not.
    package var status: Int?
    /// Whether the server ended it, and not the client, which had waited long enough.
    package var wasCut: Bool

    package init(name: String, time: Duration, status: Int?, wasCut: Bool) {
        self.name = name
        self.time = time
        self.status = status
        self.wasCut = wasCut
    }

    /// As one process tells it to another: `head 10.2 408 cut`.
    package var line: String { "\(name) \(time / .seconds(1)) \(status ?? 0) \(wasCut ? "cut" : "borne")" }

    package init?(line: String) {
        let words = line.split(separator: " ")
        guard words.count == 4, let seconds = Double(words[1]), let status = Int(words[2]),
            ["cut", "borne"].contains(words[3])
        else { return nil }
        self.init(
            name: String(words[0]), time: .seconds(seconds), status: status == 0 ? nil : status,
            wasCut: words[3] == "cut")
    }
}
