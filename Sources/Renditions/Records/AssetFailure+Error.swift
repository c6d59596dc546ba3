extension AssetFailure {
    /// What of an error may be stored and shown: its code and message, never what lies underneath.
    public init(_ error: any Error) {
        switch error {
        case let error as RenderError:
            self.init(code: error.code.description, message: error.message, isRetryable: error.isRetryable)
        case let error as StoreError:
            self.init(code: error.code.description, message: error.message, isRetryable: error.isRetryable)
        default:
            self.init(code: "internal", message: "Something failed that has no code of its own.", isRetryable: false)
        }
    }
}
