internal import Configuration
internal import NIOCore
internal import Renditions
internal import RenditionsApp
internal import RenditionsFileSystem
internal import Yams

/// A file of settings: YAML, of which JSON is a part.
struct ConfigurationFile: Sendable {
    /// As it was given.
    let path: String
    /// Nil for a file that sets nothing.
    let snapshot: YAMLSnapshot?
    /// What is wrong with it.
    private(set) var faults: [String] = []

    /// Bytes of a file.
    private static let maximumByteCount = 1 << 20

    /// - Throws: ``ToolFailure`` when there is no such file, or it is no YAML.
    init(_ path: String) throws {
        self.path = path
        let text = try Self.text(of: path)
        do {
            guard let root = try Yams.compose(yaml: text), root.null == nil else {
                snapshot = nil
                return
            }
            guard let mapping = root.mapping else {
                throw ToolFailure.usage("\(path.printable): the file must hold names with values, and not a list.")
            }
            var faults: [String] = []
            Self.check(mapping, [], &faults)
            self.faults = faults.map { "\(path.printable): \($0)" }
            // What is wrong with the file keeps it from being read any further.
            snapshot =
                faults.isEmpty
                ? try YAMLSnapshot(
                    data: Array(text.utf8).span.bytes, providerName: path,
                    parsingOptions: YAMLSnapshot.ParsingOptions(secretsSpecifier: .specific(SettingSource.secretKeys)))
                : nil
        } catch let error as YamlError {
            throw ToolFailure.usage("\(path.printable) is not YAML: \(error.placeAndProblem).")
        }
    }

    private static func text(of path: String) throws -> String {
        do {
            let (_, bytes) = try FileReader.read(path, limit: maximumByteCount)
            guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
                throw ToolFailure.usage("\(path.printable) is not text in UTF-8.")
            }
            return text
        } catch let error as StoreError {
            throw ToolFailure.usage("The configuration file \(path.printable) can't be read: \(error.message)")
        }
    }

    private static func check(_ mapping: Node.Mapping, _ section: [String], _ faults: inout [String]) {
        for (name, value) in mapping {
            let line = name.mark.map { "line \($0.line): " } ?? ""
            guard let text = name.string else {
                faults.append("\(line)a name must be text.")
                continue
            }
            let path = section + [text]
            let key = path.joined(separator: ".")
            if let mapping = value.mapping {
                check(mapping, path, &faults)
            } else if value.null != nil {
                // A section of which everything is commented out is fine.
                if !Setting.all.contains(where: { $0.key.hasPrefix(key + ".") }) {
                    faults.append("\(line)\(key.printable) has no value. Leave it out, or write \"\".")
                }
            } else if let example = Setting.all.first(where: { $0.key.hasPrefix(key + ".") })?.key {
                faults.append(
                    "\(line)\(key.printable) has settings of its own, such as \(example), and can't have a value.")
            } else if Setting.named(key) == nil {
                faults.append(line + NearestName.refusal(of: key, in: Setting.all.map(\.key)))
            } else if value.sequence?.contains(where: { $0.scalar == nil }) == true {
                faults.append("\(line)\(key.printable) must be a list of texts.")
            }
        }
    }
}
