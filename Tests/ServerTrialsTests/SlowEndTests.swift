import ServerTrials
import Testing

/// Whether it is noticed what slow clients tell.
@Suite struct SlowEndTests {
    private static func end(_ seconds: Int, _ status: Int?, cut: Bool) -> SlowEnd {
        SlowEnd(name: "body", time: .seconds(seconds), status: status, wasCut: cut)
    }

    @Test(arguments: [end(10, 408, cut: true), end(3, nil, cut: false)]) func goesToAnotherProcessAsALine(end: SlowEnd)
        throws
    {
        let told = try #require(SlowEnd(line: end.line))
        #expect(told.line == end.line && told.status == end.status && told.wasCut == end.wasCut)
    }

    @Test(arguments: ["", "attack: over", "body x 408 cut", "body 1.0 408 kept"])
    func whatIsNoSuchLineIsLeftOut(line: String) { #expect(SlowEnd(line: line) == nil) }

    @Test(arguments: [
        (end(10, 408, cut: true), 0), (end(10, nil, cut: true), 0), (end(10, 408, cut: false), 1),
        (end(10, 200, cut: true), 1),
    ]) func whoIsBorneOrServedIsFound(end: SlowEnd, count: Int) {
        let verdict = Verdict()
        SlowEnds(all: [end]).judge(statuses: [408, 503], verdict)
        #expect(verdict.count == count)
    }

    /// Five seconds too late is a matter of bars, to which a loaded machine is not held.
    @Test(arguments: [(15, true, 0), (16, true, 1), (16, false, 0)])
    func whoIsCutLateIsFound(seconds: Int, holdsBars: Bool, count: Int) {
        let verdict = Verdict(holdsBars: holdsBars)
        SlowEnds(all: [Self.end(seconds, 408, cut: true)]).judge("body", within: 10, verdict)
        #expect(verdict.count == count)
    }
}
