import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One call of an intrinsic function with the values of its arguments.
struct IntrinsicCall {
    /// The longest text that Step Functions encodes, decodes or hashes, in characters.
    private static let maximumText = 10_000
    /// The most elements that `States.ArrayRange` makes.
    private static let maximumRange = 1_000

    let function: IntrinsicFunction
    let arguments: [JSONValue]
    /// The format, taken apart, where it is written in the call.
    var formatParts: [String]?

    /// - Throws: ``IntrinsicFault``.
    func result(random: inout SeededRandom) throws -> JSONValue {
        switch function {
        case .format: return .string(try formatted())
        case .stringToJSON:
            do {
                return try JSONValue(json: try text(0))
            } catch let error as WorkflowError {
                throw IntrinsicFault(reason: error.message)
            }
        case .jsonToString: return .string(arguments[0].json)
        case .array: return .array(arguments)
        case .arrayPartition: return try partition()
        case .arrayContains: return .bool(try array(0).contains(arguments[1]))
        case .arrayRange: return try range()
        case .arrayGetItem:
            let (elements, index) = (try array(0), try integer(1))
            guard elements.indices.contains(index) else {
                throw IntrinsicFault(reason: "The index \(index) is outside of an array of \(elements.count) elements.")
            }
            return elements[index]
        case .arrayLength: return .integer(try array(0).count)
        case .arrayUnique:
            var seen: Set<JSONValue> = []
            return .array(try array(0).filter { seen.insert($0).inserted })
        case .base64Encode: return .string(Data(try shortText(0).utf8).base64EncodedString())
        case .base64Decode:
            guard let data = Data(base64Encoded: try shortText(0)),
                let text = String(validating: data, as: UTF8.self)
            else { throw IntrinsicFault(reason: "The text is not base64 of UTF-8.") }
            return .string(text)
        case .hash: return .string(try hash())
        case .jsonMerge: return try merged()
        case .mathRandom: return try drawn(&random)
        case .mathAdd: return try sum()
        case .stringSplit: return try split()
        case .uuid: return .string(Self.uuid(&random))
        }
    }

    private func text(_ index: Int) throws -> String {
        guard let value = arguments[index].stringValue else { throw wrongKind(index, "a string") }
        return value
    }

    private func shortText(_ index: Int) throws -> String {
        let value = try text(index)
        guard value.unicodeScalars.count <= Self.maximumText else {
            throw IntrinsicFault(reason: "A text may have \(Self.maximumText) characters at most.")
        }
        return value
    }

    private func array(_ index: Int) throws -> [JSONValue] {
        guard let value = arguments[index].arrayValue else { throw wrongKind(index, "an array") }
        return value
    }

    /// A number rounded to the next whole one, halves up.
    private func integer(_ index: Int) throws -> Int {
        switch arguments[index] {
        case .number(.integer(let value)): return Int(value)
        case .number(.double(let value)):
            guard let rounded = Int(exactly: (value + 0.5).rounded(.down)) else { throw wrongKind(index, "an integer") }
            return rounded
        default: throw wrongKind(index, "an integer")
        }
    }

    private func wrongKind(_ index: Int, _ wanted: String) -> IntrinsicFault {
        IntrinsicFault(reason: "Argument \(index + 1) must be \(wanted).")
    }

    private func formatted() throws -> String {
        let parts = try formatParts ?? FormatText.parts(of: try text(0))
        let values = formatParts == nil ? arguments.dropFirst() : arguments[...]
        guard parts.count == values.count + 1 else {
            throw IntrinsicFault(reason: "The format has \(parts.count - 1) places for \(values.count) values.")
        }
        var result = parts[0]
        for (value, part) in zip(values, parts.dropFirst()) { result += value.plainText + part }
        return result
    }

    private func partition() throws -> JSONValue {
        let (elements, size) = (try array(0), try integer(1))
        guard size > 0 else { throw IntrinsicFault(reason: "The size of a chunk must be at least 1.") }
        return .array(
            stride(from: 0, to: elements.count, by: size).map {
                .array(Array(elements[$0..<min($0 + size, elements.count)]))
            })
    }

    private func range() throws -> JSONValue {
        let (first, last, step) = (try integer(0), try integer(1), try integer(2))
        guard step != 0 else { throw IntrinsicFault(reason: "The step must not be 0.") }
        var values: [JSONValue] = []
        for value in stride(from: first, through: last, by: step) {
            guard values.count < Self.maximumRange else {
                throw IntrinsicFault(reason: "The range has more than \(Self.maximumRange) elements.")
            }
            values.append(.integer(value))
        }
        return .array(values)
    }

    private func hash() throws -> String {
        let bytes = Array(try shortText(0).utf8)
        func hex(_ digest: some Sequence<UInt8>) -> String {
            digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        switch try text(1) {
        case "MD5": return hex(Insecure.MD5.hash(data: bytes))
        case "SHA-1": return hex(Insecure.SHA1.hash(data: bytes))
        case "SHA-256": return hex(SHA256.hash(data: bytes))
        case "SHA-384": return hex(SHA384.hash(data: bytes))
        case "SHA-512": return hex(SHA512.hash(data: bytes))
        case let name: throw IntrinsicFault(reason: "There is no algorithm \(name).")
        }
    }

    private func merged() throws -> JSONValue {
        guard case .object(var result) = arguments[0], case .object(let second) = arguments[1] else {
            throw IntrinsicFault(reason: "Both arguments to merge must be objects.")
        }
        guard arguments[2] == .bool(false) else {
            throw IntrinsicFault(reason: "Only shallow merges are there: the third argument must be false.")
        }
        for entry in second.entries { result[entry.key] = entry.value }
        return .object(result)
    }

    private func drawn(_ random: inout SeededRandom) throws -> JSONValue {
        let (start, end) = (try integer(0), try integer(1))
        guard start < end else { throw IntrinsicFault(reason: "The end must be above the start.") }
        guard arguments.count == 3 else { return .integer(Int.random(in: start..<end, using: &random)) }
        var own = SeededRandom(seed: UInt64(bitPattern: Int64(try integer(2))))
        return .integer(Int.random(in: start..<end, using: &own))
    }

    private func sum() throws -> JSONValue {
        let (sum, overflow) = try integer(0).addingReportingOverflow(try integer(1))
        guard !overflow else { throw IntrinsicFault(reason: "The sum does not fit 64 bits.") }
        return .integer(sum)
    }

    private func split() throws -> JSONValue {
        let separators = Set(try text(1).unicodeScalars)
        return .array(
            try text(0).unicodeScalars.split { separators.contains($0) }.map { .string(String($0)) })
    }

    private static func uuid(_ random: inout SeededRandom) -> String {
        var bytes = (0..<2).flatMap { _ in
            withUnsafeBytes(of: random.next().bigEndian) { Array($0) }
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
