internal import NIOCore
internal import RenditionsWorkflow

/// One event of a stream of them (HTML Standard, section 9.2).
struct ServerSentEvent: Sendable {
    /// What the client says it has when it comes back.
    var id: String?
    var name: String
    var data: JSONValue

    /// As it is sent. JSON has no line breaks, so the data are one line.
    var bytes: ByteBuffer {
        var text = ""
        if let id { text += "id: \(id)\n" }
        text += "event: \(name)\ndata: \(data.json)\n\n"
        return ByteBuffer(string: text)
    }

    /// Says nothing, so that nobody between takes the connection for dead.
    static let heartbeat = ByteBuffer(string: ": alive\n\n")
    /// Tells the client after how many milliseconds to come back when the connection is lost.
    static let patience = ByteBuffer(string: "retry: 2000\n\n")
}
