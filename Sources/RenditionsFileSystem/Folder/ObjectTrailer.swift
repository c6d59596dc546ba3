internal import Crypto
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What follows an object's bytes in its file: a line of JSON, and a line of fixed length that vouches for it.
///
///     {"attributes":{},"contentType":"image/webp","entityTag":…,"key":…,"modified":…,"size":…}
///     renditions-object 0001 00000187 <SHA-256 of what comes before, from the line feed after the object's bytes>
///
/// Both are text, so that `tail -n 2` on a file shows what the store knows of it. The layout of the second line stays
/// the same in every version; what the version changes is the rest.
package enum ObjectTrailer {
    /// What this library writes, and the newest version that it reads.
    package static let version = 1

    private static let mark = "renditions-object "
    /// The mark, four digits, a space, eight digits, a space.
    private static let headLength = mark.utf8.count + 14
    /// The head, 64 hexadecimal digits and a line feed.
    static let lineLength = headLength + 65

    static func bytes(for metadata: ObjectMetadata) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(ObjectDocument(metadata))
        return sealed(json: Array(json), version: version)
    }

    /// The trailer around a document, in a version that may be a future one.
    package static func sealed(json: [UInt8], version: Int) -> [UInt8] {
        var bytes = [lineFeed] + json + [lineFeed]
        bytes += mark.utf8
        bytes += padded(version, to: 4).utf8
        bytes.append(UInt8(ascii: " "))
        bytes += padded(json.count, to: 8).utf8
        bytes.append(UInt8(ascii: " "))
        return bytes + sum(bytes) + [lineFeed]
    }

    /// How many bytes before the last line belong to the trailer.
    ///
    /// - Parameter line: the last ``lineLength`` bytes of a file.
    /// - Throws: `StoreError` with code `corrupt`.
    static func documentLength(line: some BidirectionalCollection<UInt8>) throws -> Int {
        guard line.count == lineLength, line.starts(with: mark.utf8),
            let length = Int(text(line.dropFirst(mark.utf8.count + 5).prefix(8))), length >= 0
        else { throw damaged }
        return length + 2
    }

    /// The metadata in a trailer.
    ///
    /// - Parameters:
    ///   - bytes: the whole trailer.
    ///   - size: the bytes in front of it.
    /// - Throws: `StoreError` with codes `corrupt`, `incompatible`.
    static func metadata(from bytes: [UInt8], size: Int) throws -> ObjectMetadata {
        let line = bytes.suffix(lineLength)
        let sealed = bytes.dropLast(65)
        guard Array(bytes.suffix(65)) == sum(sealed) + [lineFeed],
            let version = Int(text(line.dropFirst(mark.utf8.count).prefix(4)))
        else { throw damaged }
        guard version <= Self.version else {
            throw StoreError(
                .incompatible,
                "The object was written in version \(version) of the file format; this library reads up to "
                    + "version \(Self.version). Use a newer release of it.")
        }
        let json = Data(bytes.dropFirst().prefix(bytes.count - lineLength - 2))
        guard let document = try? JSONDecoder().decode(ObjectDocument.self, from: json), document.size == size
        else { throw damaged }
        return document.metadata
    }

    static var damaged: StoreError {
        StoreError(.corrupt, "The object's file is damaged, or it is not one that a folder store wrote.")
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static func sum(_ bytes: some Collection<UInt8>) -> [UInt8] {
        SHA256.hash(data: Array(bytes)).flatMap { byte in
            let digits = Array("0123456789abcdef".utf8)
            return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
