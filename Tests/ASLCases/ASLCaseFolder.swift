import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// All cases in a folder: lines of `.jsonl` files, and `.json` files of one case or of an array of them.
public enum ASLCaseFolder {
    /// - Throws: ``ASLCaseError`` with the file and the line that could not be read.
    public static func cases(in folder: String) throws -> [ASLCase] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ASLCaseError(reason: "There is no folder \(folder).")
        }
        var cases: [ASLCase] = []
        for name in names.sorted() where name.hasSuffix(".json") || name.hasSuffix(".jsonl") {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                throw ASLCaseError(reason: "\(name) can't be read.")
            }
            let feature = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
            for (index, document) in try documents(Array(data), name).enumerated() {
                do {
                    cases.append(try ASLCase(document, file: feature))
                } catch {
                    throw ASLCaseError(reason: "\(name), case \(index + 1): \(error)")
                }
            }
        }
        return cases
    }

    private static func documents(_ bytes: [UInt8], _ name: String) throws -> [JSONValue] {
        do {
            if name.hasSuffix(".jsonl") {
                return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue(json: Array($0)) }
            }
            let document = try JSONValue(json: bytes)
            return document.arrayValue ?? [document]
        } catch {
            throw ASLCaseError(reason: "\(name): \(error)")
        }
    }
}
