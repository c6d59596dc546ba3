internal import Foundation

/// What can be started.
package enum AWSServerKind: String, Sendable, CaseIterable {
    /// S3, DynamoDB, IAM, STS, Lambda, Step Functions, EventBridge, SQS and what else moto has, with signatures and policies
    /// that count.
    case emulator
    /// S3 alone, by others, who verify signatures.
    case seaweedFS
    /// S3 alone, by others still: Ceph's gateway, which only Linux has packages of.
    case radosGateway

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = repository.appending(path: "Tests/AWSServers")
    static let python = repository.appending(path: ".build/aws-servers/bin/python").path
    /// Where Python keeps what it makes of the sources, which are to stay as they are.
    static let cache = repository.appending(path: ".build/aws-servers/pycache").path

    /// Whether it is installed; `make aws-deps` does so.
    package var isThere: Bool {
        // The last thing that is installed.
        let installed = Self.repository.appending(path: ".build/aws-servers/requirements.txt").path
        guard FileManager.default.fileExists(atPath: installed) else { return false }
        return self != .radosGateway || FileManager.default.isExecutableFile(atPath: "/usr/bin/radosgw")
    }

    /// Whether tests run against it: where it is installed, and where everything must be, because `RENDITIONS_REQUIRE_ALL` is
    /// set; then its absence is a failure.
    package var isWanted: Bool { isThere || ProcessInfo.processInfo.environment["RENDITIONS_REQUIRE_ALL"] != nil }

    var arguments: [String] {
        switch self {
        case .emulator: ["-m", "emulator"]
        case .seaweedFS: ["seaweedfs.py"]
        case .radosGateway: ["radosgw.py"]
        }
    }
}
