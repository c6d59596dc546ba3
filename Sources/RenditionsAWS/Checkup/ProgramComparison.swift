internal import Renditions

/// Whether all functions of a deployment carry out the same: what one makes, another looks for by its recipe.
struct ProgramComparison: Sendable {
    let programs: [FunctionCheckup.Program]
    /// Whether some could not be looked at for want of a permission.
    let isIncomplete: Bool

    /// None where there is nothing to compare, which has been told of each function by itself.
    var findings: [DeploymentFinding] { [recipe, archive].compactMap(\.self) }

    private var recipe: DeploymentFinding? {
        // Who is told of none takes `web`, unless the program is not ours.
        let recipes = programs.map { (name: $0.name, value: $0.recipe ?? Recipe.web.name) }
        let isTold = programs.contains { $0.recipe != nil }
        return compare(
            .recipe, recipes,
            same: { isTold ? "all have the recipe \($0)" : "none is told of one: all have the program's own" },
            differing: { (.failed, "They have different recipes: \($0). Set RENDITIONS_RECIPE alike for all of them.") }
        )
    }

    private var archive: DeploymentFinding? {
        let archives = programs.compactMap { program in program.archive.map { (name: program.name, value: $0) } }
        return compare(
            .archive, archives, same: { "all are of the archive \($0)" },
            differing: { (.warning, "They are of different archives: \($0). Deploy them together.") })
    }

    /// - Parameters:
    ///   - same: what to say of the one value.
    ///   - differing: what to say of several, each with the functions that have it.
    private func compare(
        _ check: DeploymentFinding.Check, _ values: [(name: String, value: String)], same: (String) -> String,
        differing: (String) -> (DeploymentFinding.Verdict, String)
    ) -> DeploymentFinding? {
        func finding(_ verdict: DeploymentFinding.Verdict, _ text: String) -> DeploymentFinding {
            DeploymentFinding("functions", check, verdict, text)
        }
        let groups = Dictionary(grouping: values, by: \.value).sorted { $0.key < $1.key }.map { value, functions in
            "\(value) (\(functions.map(\.name).joined(separator: ", ")))"
        }
        if groups.count > 1 {
            let (verdict, text) = differing(groups.joined(separator: ", "))
            return finding(verdict, text)
        }
        if isIncomplete { return finding(.unseen, "Not compared. Allow lambda:GetFunctionConfiguration.") }
        return values.count > 1 ? finding(.fine, same(values[0].value)) : nil
    }
}
