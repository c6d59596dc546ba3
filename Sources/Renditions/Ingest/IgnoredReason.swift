/// Why a record concerns nobody.
public enum IgnoredReason: Hashable, Sendable {
    /// S3 tries out a notification that was just configured.
    case test
    /// Nothing was created or removed. The name as the source gives it, cut to 100 printable ASCII characters.
    case otherEvent(String)
    /// SNS asks to confirm, or tells of the end of, a subscription. No link is ever followed: whoever owns the topic
    /// confirms it.
    case subscription
    /// The notification has no records.
    case empty
}

extension IgnoredReason: CustomStringConvertible {
    /// One line, for logs.
    public var description: String {
        switch self {
        case .test: "a test notification"
        case .otherEvent(let name): "the event \(name), which neither creates nor removes an object"
        case .subscription: "the control message of a subscription"
        case .empty: "a notification without records"
        }
    }

    static func otherEvent(named name: some StringProtocol) -> Self {
        let bytes = name.utf8.prefix(100).filter { (0x20...0x7E).contains($0) }
        return .otherEvent(String(decoding: bytes, as: UTF8.self))
    }
}
