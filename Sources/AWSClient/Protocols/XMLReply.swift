package import NIOCore
internal import XMLCoder

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Reads replies in XML.
///
/// Whoever is asked may be hostile, or somebody between. A document is refused before a parser sees it when it is not
/// UTF-8 or not what ``XMLStructure`` wants: no document type, where entities are declared that grow or fetch something.
package enum XMLReply {
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidReply``.
    package static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
        guard isPlain(body) else {
            throw AWSError(
                .invalidReply, "A reply in XML is cut off, too deep, not UTF-8, or declares a document type.")
        }
        let decoder = XMLDecoder(trimValueWhitespaces: false, removeWhitespaceElements: true)
        decoder.shouldProcessNamespaces = false
        do {
            return try decoder.decode(type, from: Data(body.readableBytesView))
        } catch {
            throw AWSError(.invalidReply, "A reply in XML is not what it should be.", cause: error)
        }
    }

    /// The name of the outermost element; nil where there is none.
    package static func rootName(of body: ByteBuffer) -> String? {
        var rest = body.readableBytesView[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(start + 1)...]
            guard let first = rest.first, first != UInt8(ascii: "?"), first != UInt8(ascii: "!") else { continue }
            let name = rest.prefix { !" />\t\r\n".utf8.contains($0) }
            return String(decoding: name, as: UTF8.self)
        }
        return nil
    }

    private static func isPlain(_ body: ByteBuffer) -> Bool {
        let bytes = body.readableBytesView
        guard String(validating: bytes, as: UTF8.self) != nil, hasPlainDeclaration(bytes) else { return false }
        return XMLStructure.isPlain(bytes)
    }

    /// Whether the declaration, where there is one, names no other encoding than UTF-8.
    private static func hasPlainDeclaration(_ bytes: ByteBufferView) -> Bool {
        guard bytes.starts(with: "<?xml".utf8) else { return true }
        let declaration = String(decoding: bytes.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
        return !declaration.contains("encoding") || declaration.contains("utf-8")
    }
}
