internal import NIOCore

extension Flood {
    /// What became of one.
    package struct End: Sendable {
        /// Bytes that the system took from the sender.
        package var sent = 0
        /// What was answered, in the order in which it came.
        package var statuses: [Int] = []
        /// Until the first answer.
        var time: Duration?
        /// Whether the server ended the connection.
        package var wasCut = true
    }

    /// Sends as fast as the other side takes it, until the connection ends or there is nothing left to send.
    ///
    /// - Parameter limit: longer than a server may bear it.
    package func send(to port: Int, limit: Duration) async throws -> End {
        let begin = ContinuousClock.now
        let sent = Counter()
        var end = try await HTTPSession.run(port: port) { session in
            let writer = session.writer
            return await withTaskGroup(of: Void.self) { group in
                group.addTask { await write(to: writer, counting: sent) }
                defer { group.cancelAll() }
                var end = End()
                while session.isConnected {
                    switch await session.receive(within: limit) {
                    case .answered(let reply):
                        end.statuses.append(reply.status)
                        if end.time == nil { end.time = ContinuousClock.now - begin }
                    case .closed, .torn: break
                    case .late: end.wasCut = false
                    }
                }
                return end
            }
        }
        end.sent = sent.total
        return end
    }

    private func write(to writer: HTTPWriter, counting sent: Counter) async {
        do {
            try await writer.writeAll(start)
            sent.add(start.readableBytes)
            for _ in 0..<pieces where !Task.isCancelled {
                try await writer.writeAll(piece)
                sent.add(piece.readableBytes)
            }
            if ends { writer.end() }
        } catch {
            // The server has ended the connection, as it may.
        }
    }
}
