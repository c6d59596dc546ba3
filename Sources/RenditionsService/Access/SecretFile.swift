internal import NIOCore
internal import Renditions
internal import RenditionsApp
internal import RenditionsFileSystem

/// A file that a setting names and whose content is not shown.
enum SecretFile {
    /// Bytes of one.
    private static let maximumByteCount = 1 << 20

    /// - Parameter setting: which names it, for the error.
    /// - Throws: ``ToolFailure``.
    static func text(of path: String, for setting: String) throws -> String {
        do {
            let (_, bytes) = try FileReader.read(path, limit: maximumByteCount)
            guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
                throw ToolFailure.usage("\(setting): \(path.printable) is not text in UTF-8.")
            }
            return text
        } catch let error as StoreError {
            throw ToolFailure.usage("\(setting): \(path.printable) can't be read: \(error.message)")
        }
    }
}
