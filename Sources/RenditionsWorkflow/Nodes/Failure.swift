/// What a handler sees: the input of what failed, and the error.
public struct Failure<Input: Codable & Sendable>: Codable, Sendable {
    public struct Reason: Codable, Hashable, Sendable {
        /// The error's name.
        public var name: String
        /// What is told to people; often JSON of what a task threw.
        public var cause: String

        public init(name: String, cause: String) {
            self.name = name
            self.cause = cause
        }

        private enum CodingKeys: String, CodingKey {
            case name = "Error"
            case cause = "Cause"
        }
    }

    public var input: Input
    public var error: Reason

    public init(input: Input, error: Reason) {
        self.input = input
        self.error = error
    }
}
