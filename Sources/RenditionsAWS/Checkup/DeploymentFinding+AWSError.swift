internal import AWSClient

extension DeploymentFinding {
    /// What a question tells that was not answered.
    ///
    /// - Parameter missing: what to say where there is no such thing.
    init(_ subject: String, _ check: Check, _ error: AWSError, missing: String) {
        switch error.code {
        case .notFound: self.init(subject, check, .failed, missing)
        case .accessDenied:
            self.init(subject, check, .unseen, "Not looked at. Allow \(error.operation ?? "the question").")
        default: self.init(subject, check, .failed, error.message)
        }
    }
}
