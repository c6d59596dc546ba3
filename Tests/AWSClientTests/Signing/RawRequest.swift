import AWSClient
import NIOCore
import NIOHTTP1

/// A request as the vectors write it: a line, headers that may go on over several lines, and a body.
struct RawRequest {
    var method: HTTPMethod
    /// Path and query as they stand.
    var target: String
    var headers: HTTPHeaders
    /// Nil where not even an empty line stands after the headers.
    var body: String?
    /// The lines of the headers, as they are.
    var lines: [String]

    init(_ text: String) {
        let text = text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
        let end = text.range(of: "\n\n")
        let head = end.map { text[..<$0.lowerBound] } ?? text[...]
        body = end.map { String(text[$0.upperBound...]) }
        lines = head.split(separator: "\n").dropFirst().map(String.init)
        let first = head.prefix { $0 != "\n" }
        let space = first.firstIndex(of: " ") ?? first.endIndex
        method = HTTPMethod(rawValue: String(first[..<space]))
        target = String(first[space...].dropFirst().dropLast(" HTTP/1.1".count))
        var fields: [(String, String)] = []
        for line in lines {
            if line.first == " ", let last = fields.popLast() {
                fields.append((last.0, last.1 + "\n" + line))
            } else {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                fields.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
            }
        }
        headers = HTTPHeaders(fields)
    }

    var path: String { String(target.prefix { $0 != "?" }) }

    var query: [QueryItem] {
        target.dropFirst(path.count + 1).split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return QueryItem(
                PercentEncoding.decode(String(parts[0])),
                parts.count > 1 ? PercentEncoding.decode(String(parts[1])) : "")
        }
    }

    /// As it stands, with a longer target and more headers.
    func text(target: String, adding added: [(String, String)]) -> String {
        let lines = ["\(method.rawValue) \(target) HTTP/1.1"] + lines + added.map { "\($0.0):\($0.1)" }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
