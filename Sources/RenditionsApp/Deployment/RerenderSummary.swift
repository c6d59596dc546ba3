internal import Renditions
internal import RenditionsTasks

/// How a backfill ended, in the same words wherever it was carried out.
struct RerenderSummary {
    let result: RerenderResult

    init(_ result: RerenderResult) { self.result = result }

    /// What the exit status says besides.
    static let status = """
        4    the backfill failed as a whole, or none of the originals was looked at
        """

    var line: String {
        let counts = [
            (result.left, "left as they are"), (result.renewed, "made anew"), (result.takenUp, "taken up"),
            (result.failed, "failed"), (result.passed, "passed over"),
        ]
        return "\(Amount.count(result.checked, "original")) looked at: "
            + counts.map { "\(Amount.grouped($0)) \($1)" }.joined(separator: ", ")
    }

    /// Says so.
    ///
    /// - Parameters:
    ///   - originals: those that should have been looked at.
    ///   - prefix: what their keys begin with.
    /// - Throws: ``ExitStatus`` when originals failed, or there are some and none was looked at; `StoreError`.
    func end(on console: Console, originals: any ObjectStore, prefix: String = "") async throws {
        console.print(line)
        if result.checked == result.passed,
            try await !originals.page(ListRequest(prefix: prefix, limit: 1)).objects.isEmpty
        {
            console.complain(
                "nothing-done",
                "There are originals, and none of them was looked at. Are these the originals that have been processed?"
            )
            throw ExitStatus.failedWhole
        }
        if result.failed > 0 { throw ExitStatus.someFailed }
    }
}
