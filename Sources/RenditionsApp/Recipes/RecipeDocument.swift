internal import NIOCore
package import Renditions
internal import RenditionsFileSystem
internal import Yams

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A recipe as text: YAML or JSON.
package struct RecipeDocument {
    var text: String
    var operations = OperationRegistry.standard

    /// Bytes of a document. A recipe of a hundred renditions has some ten thousand.
    static let maximumByteCount = 1 << 20
    /// Values of a YAML document once its aliases are followed: some lines can name each other a billion times.
    static let maximumNodeCount = 20_000

    /// The recipe of a name or a file.
    ///
    /// - Parameter argument: `web`, `avatar`, `product`, or a path. A file of such a name is meant with `./`.
    /// - Throws: `RenderError` with codes `invalid-recipe`, `invalid-operation`, `invalid-encoding`.
    package static func recipe(named argument: String) throws -> Recipe {
        if let recipe = Recipe.builtIn.first(where: { $0.name == argument }) { return recipe }
        return try RecipeDocument(contentsOf: argument).recipe()
    }

    init(text: String) { self.text = text }

    /// - Throws: `RenderError` with code `invalid-recipe` when there is no such file, it can't be read, is too large or
    ///   not UTF-8.
    init(contentsOf path: String) throws {
        let bytes: ByteBuffer
        do {
            (_, bytes) = try FileReader.read(path, limit: Self.maximumByteCount)
        } catch let error as StoreError where error.code == .notFound {
            let names = Recipe.builtIn.map(\.name)
            let hint = NearestName.nearest(to: path, in: names).map { " Did you mean \($0)?" } ?? ""
            throw RenderError(
                .invalidRecipe,
                "There is no recipe file \(path.printable), and built in are only \(names.joined(separator: ", ")).\(hint)",
                cause: error)
        } catch let error as StoreError {
            throw RenderError(.invalidRecipe, "The recipe file can't be read: \(error.message)", cause: error)
        }
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw RenderError(.invalidRecipe, "The recipe file is not text in UTF-8.")
        }
        self.text = text
    }

    /// - Throws: `RenderError`; the message of `invalid-recipe` names the path or the line of the fault.
    func recipe() throws -> Recipe {
        let start = text.unicodeScalars.first { !$0.properties.isWhitespace }
        return start == "{" ? try json() : try yaml()
    }

    private func json() throws -> Recipe {
        let decoder = JSONDecoder()
        if let key = OperationRegistry.userInfoKey { decoder.userInfo[key] = operations }
        return try Recipe.reading {
            do {
                return try decoder.decode(Recipe.self, from: Data(text.utf8))
            } catch let error as DecodingError {
                if case .dataCorrupted(let context) = error, context.codingPath.isEmpty,
                    let fault = JSONFault(in: text)
                {
                    throw RenderError(
                        .invalidRecipe,
                        "The recipe is not JSON: line \(fault.line), column \(fault.column): \(fault.problem).",
                        cause: error)
                }
                throw error.inWords
            }
        }
    }

    private func yaml() throws -> Recipe {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw RenderError(.invalidRecipe, "The recipe is empty.")
            }
            var count = 0
            try Self.count(node, into: &count)
            return try Recipe.reading {
                var userInfo: [CodingUserInfoKey: Any] = [:]
                if let key = OperationRegistry.userInfoKey { userInfo[key] = operations }
                do {
                    return try YAMLDecoder().decode(Recipe.self, from: node, userInfo: userInfo)
                } catch let error as DecodingError {
                    throw error.inWords
                }
            }
        } catch let error as YamlError {
            throw RenderError(.invalidRecipe, "The recipe is not YAML: \(error.placeAndProblem).", cause: nil)
        }
    }

    private static func count(_ node: Node, into count: inout Int) throws {
        count += 1
        guard count <= maximumNodeCount else {
            throw RenderError(
                .invalidRecipe, "The recipe has more than \(maximumNodeCount) values once its aliases are followed.")
        }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                try self.count(key, into: &count)
                try self.count(value, into: &count)
            }
        case .sequence(let sequence):
            for value in sequence { try self.count(value, into: &count) }
        case .scalar, .alias: break
        }
    }
}
