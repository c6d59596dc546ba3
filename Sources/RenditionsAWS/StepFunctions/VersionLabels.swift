internal import RenditionsWorkflow
internal import Synchronization

/// Of which document each version is. A version never changes, so that it is asked for once.
final class VersionLabels: Sendable {
    private let known = Mutex<[String: String]>([:])

    /// The ``StateMachine/fingerprint`` of what a version carries out. Of one that something else has published, that of the
    /// document as it stands there.
    func fingerprint(of version: String, _ calls: MachineCalls) async throws -> String? {
        if let fingerprint = known.withLock({ $0[version] }) { return fingerprint }
        guard let found = try await calls.find("DescribeStateMachine", ["stateMachineArn": .string(version)]) else {
            return nil
        }
        let fingerprint =
            PublishedMachine.fingerprint(found["description"]?.stringValue) ?? Self.fingerprint(found["definition"])
        known.withLock { $0[version] = fingerprint }
        return fingerprint
    }

    /// Of a document; empty for one that this library can't read.
    static func fingerprint(_ definition: JSONValue?) -> String {
        definition?.parsed.flatMap { try? StateMachine(document: $0) }?.fingerprint ?? ""
    }
}
