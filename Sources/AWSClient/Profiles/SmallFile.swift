internal import NIOPosix

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Files of settings and tokens.
enum SmallFile {
    /// Bytes at most.
    private static let limit = 1 << 20

    /// A file's text; nil where there is no such file.
    ///
    /// - Parameter name: what the file is called in errors.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration``.
    static func text(at path: String, called name: String) async throws -> String? {
        // As whoever wants no file at all writes it.
        if path == "/dev/null" { return nil }
        return try await NIOThreadPool.singleton.runIfActive {
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            let data: Data
            do {
                data = try Data(contentsOf: URL(filePath: path))
            } catch {
                throw AWSError(
                    .invalidConfiguration, "\(name.capitalizedFirst) can't be read. Look at its permissions.",
                    cause: error)
            }
            guard data.count <= limit, let text = String(validating: data, as: UTF8.self) else {
                throw AWSError(
                    .invalidConfiguration, "\(name.capitalizedFirst) is not text in UTF-8 of at most 1 MiB.")
            }
            return text
        }
    }
}
