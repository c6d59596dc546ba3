internal import Renditions
internal import RenditionsLambda

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The recipe that `RENDITIONS_RECIPE` names: one that is built in, or a JSON file, which `renditions recipe show --json` writes.
enum RecipeFile {
    private static let variable = "RENDITIONS_RECIPE"
    /// Bytes of a file. A recipe of a hundred renditions has some ten thousand.
    private static let maximumByteCount = 1 << 20

    /// Paths begin at the archive's own folder, unless they begin with a slash.
    ///
    /// - Throws: `LambdaError` with code `invalid-environment`.
    static func recipe(in environment: LambdaEnvironment, operations: OperationRegistry) throws -> Recipe {
        guard let name = environment.value(variable) else { return .web }
        if let recipe = Recipe.builtIn.first(where: { $0.name == name }) { return recipe }
        let folder = environment.value("LAMBDA_TASK_ROOT") ?? "."
        let document: Data
        do {
            document = try Data(contentsOf: URL(filePath: name.hasPrefix("/") ? name : "\(folder)/\(name)"))
        } catch {
            let names = Recipe.builtIn.map(\.name).joined(separator: ", ")
            throw LambdaError(
                variable: variable, "The archive has no such file that can be read, and built in are only \(names).",
                cause: error)
        }
        guard document.count <= maximumByteCount else {
            throw LambdaError(variable: variable, "The file has more than a mebibyte, and so has no recipe.")
        }
        let decoder = JSONDecoder()
        if let key = OperationRegistry.userInfoKey { decoder.userInfo[key] = operations }
        do {
            return try Recipe.reading { try decoder.decode(Recipe.self, from: document) }
        } catch let error as RenderError {
            throw LambdaError(variable: variable, error.message, cause: error)
        }
    }
}
