/// What the last check of readiness found, for a moment: however many ask, each part is asked once a second at most, and not
/// again before it has answered.
actor ReadinessMemory {
    struct Part: Sendable {
        let name: String
        let check: @Sendable () async throws -> Void
    }

    /// Whether each part answered, by its name.
    typealias Findings = [String: Bool]

    private var last: (findings: Findings, time: ContinuousClock.Instant)?
    private var check: Task<Findings, Never>?
    /// Parts that have been asked and have not answered.
    private var pending: Set<String> = []

    private static let lifetime = Duration.seconds(1)

    func findings(of parts: [Part], within patience: Duration) async -> Findings {
        if let last, ContinuousClock.now - last.time < Self.lifetime { return last.findings }
        if let check { return await check.value }
        // By itself: who asked first may go away, and the others still wait for it.
        let check = Task { await look(at: parts, patience) }
        self.check = check
        let findings = await check.value
        last = (findings, .now)
        self.check = nil
        return findings
    }

    private func look(at parts: [Part], _ patience: Duration) async -> Findings {
        let answers = parts.map { part in (part.name, Task { await self.answers(part, within: patience) }) }
        var findings: Findings = [:]
        for (name, answer) in answers { findings[name] = await answer.value }
        return findings
    }

    private func answers(_ part: Part, within patience: Duration) async -> Bool {
        guard pending.insert(part.name).inserted else { return false }
        let answered = try? await withDeadline(patience) {
            let result = await Result { try await part.check() }
            await self.hasAnswered(part.name)
            try result.get()
            return true
        }
        return answered ?? false
    }

    private func hasAnswered(_ name: String) { pending.remove(name) }
}

extension Result where Failure == any Error {
    /// What comes of a piece of work, be it an error.
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
