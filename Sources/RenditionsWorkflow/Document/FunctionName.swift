/// The name of a Lambda function, without region and account.
public struct FunctionName: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    /// Version or alias; nil for the newest.
    public let qualifier: String?

    public init(_ name: String, qualifier: String? = nil) {
        self.name = name
        self.qualifier = qualifier
    }

    /// Reads what `FunctionName` of an Invoke call may be: a name, a name with a qualifier, a partial or a whole ARN. Nil
    /// when it is none of them.
    public init?(parsing text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let tail: ArraySlice<String>
        if parts.count >= 7, parts[0] == "arn", parts[2] == "lambda", parts[5] == "function" {
            tail = parts[6...]
        } else if parts.count >= 3, parts[1] == "function" {
            tail = parts[2...]
        } else {
            tail = parts[...]
        }
        guard (1...2).contains(tail.count), let name = tail.first, !name.isEmpty, tail.last?.isEmpty == false,
            tail.allSatisfy({ $0.unicodeScalars.allSatisfy(Self.isAllowed) })
        else { return nil }
        self.init(name, qualifier: tail.count == 2 ? tail.last : nil)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", "$", ".": true
        default: false
        }
    }

    public var description: String { qualifier.map { "\(name):\($0)" } ?? name }
}
