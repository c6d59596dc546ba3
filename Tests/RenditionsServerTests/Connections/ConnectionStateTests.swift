import NIOCore
import RenditionsAPI
import RenditionsServer
import Testing

@Suite("What a connection allows")
struct ConnectionStateTests {
    private static let limits = ConnectionLimits(
        headSeconds: 10, keepAliveSeconds: 30, minimumBytesPerSecond: 100,
        minimumBytesPerSecondInCrowd: 1000, bodyWindowSeconds: 10, writeSeconds: 20,
        lingerSeconds: 1, farewellSeconds: 0.25)

    private func open() -> ConnectionState { .opened(Self.limits) }

    /// With a request whose body has not come.
    private func uploading(awaitsContinue: Bool = false) -> (ConnectionState, Int) {
        var state = open()
        let id = state.receivedHead(awaitsContinue: awaitsContinue, isLast: false) ?? 0
        return (state, id)
    }

    /// With a request that is whole.
    private func asked(isLast: Bool = false) -> ConnectionState {
        var state = open()
        _ = state.receivedHead(awaitsContinue: false, isLast: isLast)
        #expect(state.receivedEnd() == true)
        return state
    }

    @Test("Of requests that come at once so many are taken on")
    func crowd() {
        var state = open()
        for number in 1...70 {
            let id = state.receivedHead(awaitsContinue: false, isLast: false)
            #expect((id != nil) == (number <= ConnectionState.maximumRequests))
            #expect(state.receivedEnd() == (id != nil))
        }
        state.readEnded(hadParts: true, at: at(0))
        for number in 1...ConnectionState.maximumRequests {
            #expect(state.sendsHead() == false)
            let actions = state.sendsEnd(at: at(1)) ?? []
            let isRefused = actions.contains {
                if case .answer(let problem) = $0 { problem.code == .unavailable } else { false }
            }
            #expect(isRefused == (number == ConnectionState.maximumRequests))
            if !isRefused { #expect(state.flushed(at: at(1)) == []) }
        }
    }

    // MARK: Heads

    @Test("A client that sends nothing is cut off without an answer")
    func silence() {
        var state = open()
        #expect(state.deadline == at(10))
        #expect(state.tick(at: at(9.9)) == [])
        #expect(state.tick(at: at(10)) == [.close])
        #expect(state.deadline == nil)
    }

    @Test("A head that does not become whole is answered with 408")
    func slowHead() {
        var state = open()
        state.readEnded(hadParts: false, at: at(0))
        let actions = state.tick(at: at(10))
        #expect(
            actions == [.answer(Problem(.timedOut, "The head of the request took too long to come.")), .finishInput])
        state.sendsProblem(at: at(10))
        #expect(state.flushed(at: at(10)) == [.finishOutput])
        #expect(state.tick(at: at(11)) == [.close])
    }

    @Test("A head that is whole has no deadline, however long the answer takes")
    func wholeHead() {
        let state = asked()
        #expect(state.deadline == nil)
    }

    @Test("After an answer, the next head has its own time")
    func keepAlive() {
        var state = asked()
        #expect(state.sendsHead() == false)
        #expect(state.sendsEnd(at: at(100)) == [])
        #expect(state.flushed(at: at(101)) == [])
        #expect(state.deadline == at(131))
        #expect(state.tick(at: at(131)) == [.close])
    }

    @Test("A bad head is answered once, and nothing after it is read")
    func badHead() {
        var state = open()
        let problem = Problem(.headersTooLarge, "")
        #expect(state.received(problem) == [.answer(problem), .finishInput])
        #expect(state.received(problem) == [])
        #expect(state.wantsRead() == false)
        #expect(state.receivedHead(awaitsContinue: false, isLast: false) == nil)
        #expect(state.sendsHead() == nil)
    }

    @Test("A bad head after a good request waits for the answer to that")
    func badSecondHead() {
        var state = asked()
        let problem = Problem(.invalidRequest, "")
        #expect(state.received(problem) == [])
        #expect(state.wantsRead() == false)
        #expect(state.sendsHead() == false)
        #expect(state.sendsEnd(at: at(1)) == [.answer(problem), .finishInput])
    }

    // MARK: Bodies

    @Test("What is fast enough is too slow while others wait for their turn", arguments: [false, true])
    func crowd(inCrowd: Bool) {
        var (state, id) = uploading()
        _ = state.wantsBody(of: id, at: at(0))
        #expect(state.receivedBody(9999, at: at(5)) == true)
        _ = state.wantsBody(of: id, at: at(5))
        let actions = state.tick(at: at(10), inCrowd: inCrowd)
        #expect(actions == (inCrowd ? [.answer(Self.tooSlow), .failInput(Self.tooSlow)] : []))
    }

    private static let tooSlow = Problem(.timedOut, "The body of the request came too slowly.")

    @Test("Nothing of a body is read until somebody wants it")
    func bodyOnDemand() {
        var (state, id) = uploading()
        #expect(state.wantsRead() == false)
        #expect(state.wantsBody(of: id, at: at(1)) == [.read])
        #expect(state.receivedBody(100, at: at(1)) == true)
        #expect(state.wantsRead() == false, "what has come has not been taken yet")
        #expect(state.wantsBody(of: id, at: at(2)) == [.read])
        #expect(state.receivedEnd() == true)
        #expect(state.wantsRead() == true, "the next request may come while this one is answered")
    }

    @Test("A chunk that comes in parts is read on")
    func partOfChunk() {
        var (state, id) = uploading()
        _ = state.wantsBody(of: id, at: at(1))
        #expect(state.wantsRead() == true)
        state.readEnded(hadParts: false, at: at(0))
        #expect(state.wantsRead() == true)
    }

    @Test("The client is told to send its body when that is wanted, and once")
    func expectation() {
        var (state, id) = uploading(awaitsContinue: true)
        #expect(state.wantsRead() == false)
        #expect(state.wantsBody(of: id, at: at(1)) == [.sendContinue, .read])
        #expect(state.receivedBody(1, at: at(1)) == true)
        #expect(state.wantsBody(of: id, at: at(1)) == [])
    }

    @Test("A client that sends its body unasked is not told to")
    func impatience() {
        var (state, id) = uploading(awaitsContinue: true)
        #expect(state.receivedBody(1, at: at(1)) == true)
        #expect(state.wantsBody(of: id, at: at(1)) == [])
    }

    @Test("An answer to a request whose body is not whole is the last one, and the rest is not read")
    func earlyAnswer() {
        var (state, id) = uploading()
        #expect(state.sendsHead() == true)
        #expect(state.sendsBody())
        #expect(state.sendsEnd(at: at(1)) == [.finishInput])
        #expect(state.wantsRead() == false)
        #expect(state.receivedBody(1, at: at(1)) == false)
        #expect(state.wantsBody(of: id, at: at(1)) == [])
        #expect(state.flushed(at: at(2)) == [.finishOutput])
        #expect(state.wantsClose(at: at(2)) == false, "the client may still be reading")
        #expect(state.tick(at: at(2.9)) == [])
        #expect(state.tick(at: at(3)) == [.close])
    }

    @Test("A slow body is answered with 408 where no answer has begun")
    func slowBody() {
        var (state, id) = uploading()
        _ = state.wantsBody(of: id, at: at(1))
        #expect(state.receivedBody(999, at: at(5)) == true)
        #expect(state.deadline == nil, "nobody waits")
        _ = state.wantsBody(of: id, at: at(50))
        #expect(state.tick(at: at(55.9)) == [])
        let problem = Problem(.timedOut, "The body of the request came too slowly.")
        #expect(state.tick(at: at(56)) == [.answer(problem), .failInput(problem)])
        #expect(state.sendsHead() == nil, "the answer of the application comes too late")
    }

    @Test("A slow body is cut off where the answer has begun")
    func slowBodyWhileAnswering() {
        var (state, id) = uploading()
        _ = state.wantsBody(of: id, at: at(1))
        #expect(state.sendsHead() == true)
        let problem = Problem(.timedOut, "The body of the request came too slowly.")
        #expect(state.tick(at: at(11)) == [.failInput(problem), .close])
    }

    @Test("A body that breaks off is answered, unless an answer has begun")
    func brokenBody() {
        let problem = Problem(.invalidRequest, "")
        var (state, id) = uploading()
        _ = state.wantsBody(of: id, at: at(1))
        #expect(state.received(problem) == [.answer(problem), .failInput(problem)])

        (state, id) = uploading()
        _ = state.sendsHead()
        #expect(state.received(problem) == [.failInput(problem)])
        #expect(state.sendsBody())
        #expect(state.sendsEnd(at: at(1)) == [.finishInput])
    }

    // MARK: Several requests

    @Test("Requests that come at once are read as far as the second, and answered in their order")
    func pipelining() {
        var state = asked()
        #expect(state.wantsRead() == true)
        let second = state.receivedHead(awaitsContinue: false, isLast: false) ?? 0
        #expect(state.wantsRead() == false)
        #expect(state.sendsHead() == false)
        #expect(state.sendsEnd(at: at(1)) == [])
        #expect(state.flushed(at: at(1)) == [])
        #expect(state.deadline == nil, "the second is being answered")
        #expect(state.wantsBody(of: second, at: at(2)) == [.read])
    }

    @Test("A request that says so is the last one")
    func lastRequest() {
        var state = asked(isLast: true)
        #expect(state.sendsHead() == true)
        #expect(state.sendsEnd(at: at(1)) == [.finishInput])
        #expect(state.flushed(at: at(1)) == [.finishOutput])
    }

    // MARK: Writing and the end

    @Test("A client that takes nothing of an answer is cut off")
    func slowReader() {
        var state = asked()
        _ = state.sendsHead()
        state.changedWritability(to: false, at: at(5))
        #expect(state.deadline == at(10))
        #expect(state.tick(at: at(23)) == [])
        state.changedWritability(to: true, at: at(24))
        #expect(state.deadline == nil)
        state.changedWritability(to: false, at: at(30))
        #expect(state.tick(at: at(50)) == [.close])
    }

    @Test("So is one that does not take the end of it")
    func slowEnd() {
        var state = asked()
        _ = state.sendsHead()
        _ = state.sendsEnd(at: at(5))
        #expect(state.tick(at: at(24)) == [])
        #expect(state.tick(at: at(25)) == [.close])
    }

    @Test("A connection that is closed after an answer stays until that is written")
    func closingWhileWriting() {
        var state = asked()
        _ = state.sendsHead()
        _ = state.sendsEnd(at: at(1))
        #expect(state.wantsClose(at: at(1)) == false)
        #expect(state.flushed(at: at(2)) == [.finishOutput])
    }

    @Test("A connection that is closed in the middle of an answer is closed at once")
    func closingWithinAnswer() {
        var state = asked()
        _ = state.sendsHead()
        #expect(state.wantsClose(at: at(1)) == true)
    }

    // MARK: Answers that are taken slowly

    /// With an answer of which more is to be written than there is room for.
    private func writing() -> ConnectionState {
        var state = asked()
        _ = state.sendsHead()
        state.changedWritability(to: false, at: at(0))
        return state
    }

    @Test("Who takes enough of an answer may take it as long as it is", arguments: [2000, 1999])
    func steadyReader(bytes: Int) {
        var state = writing()
        for window in 1...100 {
            state.flushed(bytes)
            // Now and then there is room for a moment.
            state.changedWritability(to: true, at: at(Double(window) * 20 - 10))
            state.changedWritability(to: false, at: at(Double(window) * 20 - 10))
            let actions = state.tick(at: at(Double(window) * 20))
            #expect(actions == (bytes < 2000 ? [.close] : []))
            guard bytes >= 2000 else { return }
        }
    }

    @Test("Only the time counts in which the client is waited for")
    func longAnswer() {
        var state = writing()
        for hour in 0..<100 {
            state.changedWritability(to: true, at: at(Double(hour) * 3600 + 0.125))
            #expect(state.deadline == nil)
            state.changedWritability(to: false, at: at(Double(hour + 1) * 3600))
        }
        #expect(state.tick(at: at(360_000 + 7.25)) == [])
        #expect(state.tick(at: at(360_000 + 7.5)) == [.close])
    }

    @Test("Each answer has its own time")
    func manyAnswers() {
        var state = asked()
        for second in 0..<1000 {
            _ = state.sendsHead()
            _ = state.sendsEnd(at: at(Double(second)))
            #expect(state.tick(at: at(Double(second) + 0.9)) == [])
            _ = state.flushed(at: at(Double(second) + 0.9))
            _ = state.receivedHead(awaitsContinue: false, isLast: false)
            #expect(state.receivedEnd() == true)
        }
    }
}
