public import Renditions

/// Why access can't be granted as configured: found at start, never thrown at a request. Match on ``code``; the message is
/// for people and may change.
///
/// It carries no error underneath: those of the libraries that read keys quote what they read, which may be secret.
public struct AccessError: Error, Sendable {
    public var code: Code
    /// What is wrong and what can be done about it. Holds nothing of a token or a key.
    public var message: String
    /// Where in the source the error was made.
    public var location: ErrorLocation

    public init(_ code: Code, _ message: String, fileID: StaticString = #fileID, line: Int = #line) {
        self.code = code
        self.message = message
        location = ErrorLocation(fileID: "\(fileID)", line: line)
    }
}

extension AccessError {
    /// The kinds of failure. The text of a code is a contract: it is logged.
    public struct Code: Hashable, Sendable, CaseIterable, CustomStringConvertible {
        private enum Value: String, CaseIterable {
            case noCredentials = "no-credentials"
            case invalidToken = "invalid-token"
            case duplicateToken = "duplicate-token"
            case unusableKey = "unusable-key"
            case invalidSetting = "invalid-setting"
            case missingAuthorizer = "missing-authorizer"
        }

        private let value: Value

        public static var allCases: [Code] { Value.allCases.map { Code(value: $0) } }

        /// There is not one token, or not one key: nobody could ever be granted anything.
        public static let noCredentials = Code(value: .noCredentials)
        /// A token is too short or too long, has characters that none may have, or belongs to nobody.
        public static let invalidToken = Code(value: .invalidToken)
        /// The same token is there twice.
        public static let duplicateToken = Code(value: .duplicateToken)
        /// A key can't be read, is too weak, is a private one, or is of a kind that is not supported.
        public static let unusableKey = Code(value: .unusableKey)
        /// An option is out of its range.
        public static let invalidSetting = Code(value: .invalidSetting)
        /// The policy leaves something to an authorizer, and there is none.
        public static let missingAuthorizer = Code(value: .missingAuthorizer)

        public var description: String { value.rawValue }
    }
}

extension AccessError: CustomStringConvertible {
    public var description: String { "\(code): \(message)" }
}
