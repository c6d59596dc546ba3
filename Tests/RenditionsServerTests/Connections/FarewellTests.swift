import NIOCore
import RenditionsAPI
import RenditionsServer
import Testing

@Suite("What a connection allows while the server ends")
struct FarewellTests {
    private static let limits = ConnectionLimits(
        headSeconds: 10, keepAliveSeconds: 30, minimumBytesPerSecond: 0, bodyWindowSeconds: 100, writeSeconds: 100,
        lingerSeconds: 1, farewellSeconds: 0.25)

    private func open() -> ConnectionState { .opened(Self.limits) }

    /// With a request that is whole.
    private func asked() -> ConnectionState {
        var state = open()
        ask(&state)
        state.readEnded(hadParts: true, at: at(0))
        return state
    }

    private func ask(_ state: inout ConnectionState) {
        _ = state.receivedHead(awaitsContinue: false, isLast: false)
        #expect(state.receivedEnd() == true)
    }

    /// Answers the first request.
    ///
    /// - Returns: whether the answer says that the connection ends.
    private func answer(_ state: inout ConnectionState, at seconds: Double) -> Bool? {
        let isLast = state.sendsHead()
        let actions = state.sendsEnd(at: at(seconds))
        #expect(actions?.contains(.finishInput) == isLast)
        #expect(state.flushed(at: at(seconds)) == (isLast == true ? [.finishOutput] : []))
        return isLast
    }

    @Test("The answer to what is asked is the last one")
    func asking() {
        var state = asked()
        state.quiesces(at: at(0))
        #expect(state.sendsHead() == true)
        #expect(state.sendsEnd(at: at(1)) == [.finishInput])
        #expect(state.wantsClose(at: at(1)) == false, "the answer is still on its way")
        #expect(state.flushed(at: at(2)) == [.finishOutput])
    }

    @Test("A connection on which nothing comes is closed after a moment", arguments: [false, true])
    func silence(isUsed: Bool) {
        var state = isUsed ? asked() : open()
        if isUsed { #expect(answer(&state, at: 1) == false) }
        state.quiesces(at: at(2))
        #expect(state.wantsRead() == true)
        #expect(state.deadline == at(2.25))
        #expect(state.tick(at: at(2.2)) == [])
        #expect(state.tick(at: at(2.25)) == [.close])
        #expect(state.deadline == nil)
    }

    @Test("A request that comes in that moment is answered, and is the last one", arguments: [false, true])
    func late(isUsed: Bool) {
        var state = isUsed ? asked() : open()
        if isUsed { #expect(answer(&state, at: 1) == false) }
        state.quiesces(at: at(2))
        ask(&state)
        state.readEnded(hadParts: true, at: at(2.2))
        #expect(state.tick(at: at(2.25)) == [])
        #expect(state.deadline == nil)
        #expect(answer(&state, at: 60) == true)
    }

    @Test("A connection that begins while the server ends has that moment, too")
    func opening() {
        var state = ConnectionState(Self.limits)
        state.quiesces(at: at(0))
        state.opened(at: at(1))
        _ = state.tick(at: at(1))
        #expect(state.deadline == at(1.25))
    }

    @Test("A moment is no longer than what the client had anyway")
    func short() {
        var state = open()
        state.quiesces(at: at(9.9))
        #expect(state.tick(at: at(10)) == [.close])
    }

    @Test("A head that has begun keeps its time", arguments: [false, true])
    func partOfHead(before: Bool) {
        var state = open()
        if before { state.readEnded(hadParts: false, at: at(2)) }
        state.quiesces(at: at(2))
        if !before { state.readEnded(hadParts: false, at: at(2.2)) }
        #expect(state.tick(at: at(2.25)) == [])
        #expect(state.deadline == at(before ? 10 : 12.2))
        ask(&state)
        #expect(answer(&state, at: 11) == true)
    }

    @Test("A head that has begun before the answer is there keeps its time, too")
    func partOfHeadBehindAnAnswer() {
        var state = asked()
        state.quiesces(at: at(0))
        // The answer says nothing of an end where something may have come behind.
        #expect(state.sendsHead() == true)
        state = asked()
        #expect(state.sendsHead() == false)
        #expect(state.sendsEnd(at: at(1)) == [])
        state.readEnded(hadParts: false, at: at(1))
        state.quiesces(at: at(1.5))
        #expect(state.flushed(at: at(2)) == [])
        #expect(state.tick(at: at(2.25)) == [])
        #expect(state.deadline == at(12))
    }

    @Test("Behind an answer that is the last nothing is taken on")
    func behindTheLast() {
        var state = asked()
        state.quiesces(at: at(0))
        #expect(state.sendsHead() == true)
        #expect(state.wantsRead() == false)
        #expect(state.receivedHead(awaitsContinue: false, isLast: false) == nil)
        #expect(state.sendsEnd(at: at(1)) == [.finishInput])
    }

    @Test("An answer that was the last of its connection for nobody leaves the moment for another request")
    func answering() {
        var state = asked()
        #expect(state.sendsHead() == false)
        state.quiesces(at: at(1))
        #expect(state.tick(at: at(1.25)) == [])
        #expect(state.sendsEnd(at: at(5)) == [])
        #expect(state.flushed(at: at(6)) == [])
        #expect(state.deadline == at(6.25))
        #expect(state.tick(at: at(6.25)) == [.close])
    }

    @Test("Requests that came at once are all answered, and what may have come behind them")
    func pipelining() {
        var state = open()
        for _ in 0..<3 { ask(&state) }
        state.readEnded(hadParts: true, at: at(0))
        #expect(state.wantsRead() == false)
        state.quiesces(at: at(0))
        // Longer than the moment.
        #expect(state.tick(at: at(0.25)) == [])
        #expect(answer(&state, at: 5) == false)
        #expect(state.sendsHead() == false)
        #expect(state.sendsEnd(at: at(6)) == [.read], "there may be more in the socket")
        #expect(state.flushed(at: at(6)) == [])
        for _ in 0..<2 { ask(&state) }
        state.readEnded(hadParts: true, at: at(6))
        #expect(answer(&state, at: 7) == false)
        #expect(answer(&state, at: 8) == false)
        #expect(state.wantsRead() == false, "one such read is enough")
        #expect(answer(&state, at: 9) == true)
    }

    @Test("Where nothing more came behind requests that came at once, the connection is closed after a moment")
    func endOfPipelining() {
        var state = open()
        for _ in 0..<2 { ask(&state) }
        state.readEnded(hadParts: true, at: at(0))
        state.quiesces(at: at(0))
        #expect(answer(&state, at: 1) == false)
        #expect(answer(&state, at: 2) == false)
        #expect(state.tick(at: at(2.25)) == [.close])
    }

    @Test("A bad head behind the last request is answered")
    func badHead() {
        var state = asked()
        let problem = Problem(.invalidRequest, "")
        #expect(state.received(problem) == [])
        state.quiesces(at: at(0))
        #expect(state.sendsHead() == false)
        #expect(state.sendsEnd(at: at(1)) == [.answer(problem), .finishInput])
    }
}
