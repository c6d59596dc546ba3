internal import NIOCore

/// Writes to a connection, from wherever.
struct HTTPWriter: Sendable {
    let channel: any Channel

    /// Does not wait.
    func write(_ bytes: ByteBuffer) { channel.writeAndFlush(bytes, promise: nil) }

    /// Returns when the system has taken all of it.
    ///
    /// - Throws: where the connection has ended.
    func writeAll(_ bytes: ByteBuffer) async throws { try await channel.writeAndFlush(bytes).get() }

    /// Says that nothing more will be written.
    func end() { channel.close(mode: .output, promise: nil) }
}
