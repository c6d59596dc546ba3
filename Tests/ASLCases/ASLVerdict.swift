/// What has come of one case on one runner.
public enum ASLVerdict: Sendable {
    case passed
    /// The document was refused, with the reason of the first fault.
    case refused(String)
    case failed(String)
}
