import AWSServers
import Foundation

/// One run of a file of probes, against the servers that the tests of this process share.
struct ProbeRun: Sendable {
    let status: Int32
    let output: String

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = repository.appending(path: "Tests/AWSServers/probes").path

    init(_ name: String) async throws {
        var environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": Self.folder,
            "PYTHONPYCACHEPREFIX": Self.repository.appending(path: ".build/aws-servers/pycache").path,
        ]
        environment["EMULATOR"] = try await Self.greeting(of: .emulator)
        if ["test_s3", "test_signatures"].contains(name) {
            environment["SEAWEEDFS"] = try await Self.greeting(of: .seaweedFS)
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "probe-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = Self.repository.appending(path: ".build/aws-servers/bin/python")
        process.arguments = ["-W", "ignore", "-m", "unittest", name]
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: Self.folder)
        process.standardInput = FileHandle.nullDevice
        let handle = try FileHandle(forWritingTo: file)
        process.standardOutput = handle
        process.standardError = handle
        status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        output = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// What a server says of itself, as the probes read it.
    private static func greeting(of shared: SharedAWSServer) async throws -> String {
        let server = try await shared.server()
        let fields = [
            "endpoint": server.endpoint, "plain": server.plainEndpoint ?? "", "accessKey": server.owner.accessKey,
            "secretKey": server.owner.secretKey, "workerAccessKey": server.worker?.accessKey ?? "",
            "workerSecretKey": server.worker?.secretKey ?? "",
        ]
        return String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
    }
}
