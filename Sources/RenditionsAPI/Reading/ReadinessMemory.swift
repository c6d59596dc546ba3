/// What the last check of readiness found, for a moment: however many ask, the parts are asked once a second at most, and never
/// twice at the same time.
actor ReadinessMemory {
    /// Whether each part answered, by its name.
    typealias Findings = [String: Bool]

    private var last: (findings: Findings, time: ContinuousClock.Instant)?
    private var check: Task<Findings, Never>?

    private static let lifetime = Duration.seconds(1)

    func findings(_ look: @escaping @Sendable () async -> Findings) async -> Findings {
        if let last, ContinuousClock.now - last.time < Self.lifetime { return last.findings }
        if let check { return await check.value }
        // By itself: who asked first may go away, and the others still wait for it.
        let check = Task { await look() }
        self.check = check
        let findings = await check.value
        last = (findings, .now)
        self.check = nil
        return findings
    }
}
