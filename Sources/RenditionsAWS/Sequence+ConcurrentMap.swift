extension Sequence where Element: Sendable {
    /// What becomes of each element, in their order; so many at most are worked on at a time. The first error ends the others.
    func concurrentMap<Result: Sendable>(
        atMost width: Int, _ work: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Result?] = []
            for (position, element) in enumerated() {
                if position >= width, let (done, result) = try await group.next() { results[done] = result }
                results.append(nil)
                group.addTask { (position, try await work(element)) }
            }
            for try await (done, result) in group { results[done] = result }
            return results.compactMap(\.self)
        }
    }
}
