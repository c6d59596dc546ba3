internal import Foundation

/// The connections that a server on this machine keeps, as Linux tells it.
///
/// Who reads nothing can't see that it was cut: the end stands behind what it has not read.
enum ServerConnections {
    private static let established: Substring = "01"

    /// The ports of the clients whose connection the server has not closed. Nil on other systems.
    static func clients(of port: Int) -> Set<Int>? {
        // Such a file has no size, and is given a page at a time: what reads whole files at once would get the first.
        guard let file = FileHandle(forReadingAtPath: "/proc/net/tcp"), let table = try? file.readToEnd() else {
            return nil
        }
        var clients: Set<Int> = []
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst() {
            let words = line.split(separator: " ")
            guard words.count > 3, words[3] == established, number(words[1]) == port, let client = number(words[2])
            else { continue }
            clients.insert(client)
        }
        return clients
    }

    /// The port of `0100007F:1F90`.
    private static func number(_ address: Substring) -> Int? {
        address.split(separator: ":").last.flatMap { Int($0, radix: 16) }
    }
}
