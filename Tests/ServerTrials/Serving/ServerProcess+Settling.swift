extension ServerProcess {
    private static let patience = Duration.seconds(20)

    /// Figures when the server has closed what its clients have.
    ///
    /// - Parameter descriptors: that it had open before; with more of them in the end something is not given back.
    func settled(to descriptors: Int?, _ verdict: Verdict) async throws -> ProcessFigures? {
        let end = ContinuousClock.now + Self.patience
        while let now = ProcessFigures(of: identifier), let descriptors {
            if now.descriptors <= descriptors { return now }
            guard ContinuousClock.now < end else {
                verdict.add("the server had \(descriptors) open descriptors, and keeps \(now.descriptors)")
                return now
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }

    /// Figures when nobody asks for anything: those of the moment with fewest descriptors open, of two seconds.
    func idle() async -> ProcessFigures? {
        var least = ProcessFigures(of: identifier)
        for _ in 0..<20 {
            try? await Task.sleep(for: .milliseconds(100))
            guard let now = ProcessFigures(of: identifier) else { return nil }
            if now.descriptors <= least?.descriptors ?? 0 { least = now }
        }
        return least
    }

    /// Figures of the moment at which it had most descriptors open.
    func busiest(until isOver: Signal) async -> ProcessFigures? {
        var most: ProcessFigures?
        while !isOver.isSet {
            if let now = ProcessFigures(of: identifier), now.descriptors > most?.descriptors ?? 0 { most = now }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return most
    }
}
