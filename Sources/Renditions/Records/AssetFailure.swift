/// Why an asset failed, as it is stored and shown.
public struct AssetFailure: Hashable, Sendable, Codable {
    /// The code of the ``RenderError`` or ``StoreError``, or `internal` for any other error.
    public var code: String
    public var message: String
    /// Whether trying again, unchanged, may help.
    public var isRetryable: Bool

    public init(code: String, message: String, isRetryable: Bool) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable
    }
}
