internal import Foundation
internal import NIOCore
internal import NIOPosix

/// Credentials that a command prints, for who switched that on.
struct ProcessCredentials: CredentialProvider {
    let command: String
    let timing: Timing

    func credentials() async throws -> AWSCredentials {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let running = RunningProcess(process: process, output: output)
        let (status, bytes) = try await withTimeLimit(
            .seconds(60), timing, late: { AWSError(.credentialsUnavailable, "A credential_process took too long.") },
            {
                try await withTaskCancellationHandler {
                    try await NIOThreadPool.singleton.runIfActive { try running.run() }
                } onCancel: {
                    running.stop()
                }
            })
        guard status == 0 else {
            throw AWSError(.credentialsUnavailable, "A credential_process ended with status \(status).")
        }
        return try EndpointReply.credentials(ByteBuffer(bytes: bytes), from: "A credential_process")
    }

    func discard(_ credentials: AWSCredentials) {}
}
