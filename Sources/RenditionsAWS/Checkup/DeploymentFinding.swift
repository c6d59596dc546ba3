/// What was found when a part of a deployment was looked at.
package struct DeploymentFinding: Hashable, Sendable, Encodable {
    /// The texts are contracts.
    package enum Verdict: String, Hashable, Sendable, Encodable {
        case fine = "ok"
        /// It works, and something is not as it should be.
        case warning
        case failed
        /// It could not be looked at, for want of a permission.
        case unseen
    }

    /// What was looked at. The texts are contracts.
    package enum Check: String, Hashable, Sendable, Encodable, CaseIterable {
        case settings
        case credentials
        /// Whether a bucket is there and in the region.
        case bucket
        case encryption
        case publicAccess = "public-access"
        /// Whether uploads are told of.
        case events
        /// Whether what happens to originals is sent to the queue.
        case rule
        /// Whether that queue is there.
        case queue
        /// Whether a function reads it.
        case eventSource = "event-source"
        /// Whether something was given up.
        case deadLetters = "dead-letters"
        /// Whether parts of uploads that never ended are removed.
        case uploads
        case table
        case workflow
        case function
        /// Whether all functions have the same one.
        case recipe
        /// Whether all functions are of the same one.
        case archive
    }

    /// As in `bucket renditions-originals`.
    package var subject: String
    package var check: Check
    package var verdict: Verdict
    /// What is so, and where something is missing, what to do.
    package var text: String

    init(_ subject: String, _ check: Check, _ verdict: Verdict, _ text: String) {
        self.subject = subject
        self.check = check
        self.verdict = verdict
        self.text = text
    }
}
