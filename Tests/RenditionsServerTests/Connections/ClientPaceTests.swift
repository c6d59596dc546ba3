import NIOCore
import RenditionsServer
import Testing

@Suite("How fast a client sends and takes")
struct ClientPaceTests {
    /// Windows of 20 seconds in four parts, of 200 bytes in all, or 100 in each part in a crowd.
    private let limits = ConnectionLimits(
        minimumBytesPerSecond: 10, minimumBytesPerSecondInCrowd: 20, bodyWindowSeconds: 20, writeSeconds: 40)

    @Test("Only the time counts in which somebody waits")
    func waiting() {
        var pace = ClientPace.sending(limits)
        #expect(pace.deadline == nil)
        pace.begin(at: at(0))
        pace.receive(1, at: at(2))
        #expect(pace.deadline == nil)
        pace.begin(at: at(100))
        #expect(pace.deadline == at(103))
        #expect(pace.isTooSlow(at: at(102)) == false)
        #expect(pace.deadline == at(103))
        for seconds in [103, 108, 113] { #expect(pace.isTooSlow(at: at(Double(seconds))) == false) }
        #expect(pace.isTooSlow(at: at(118)) == true)
    }

    @Test("Enough in one window does not count for the next")
    func windows() {
        var pace = ClientPace.sending(limits)
        pace.begin(at: at(0))
        pace.pass(1000)
        #expect(pace.isTooSlow(at: at(20)) == false)
        #expect(pace.deadline == at(25))
        #expect(pace.isTooSlow(at: at(40)) == true)
    }

    @Test("Exactly the quota is enough, a byte less is not", arguments: [(200, false), (199, true)])
    func quota(bytes: Int, isTooSlow: Bool) {
        var pace = ClientPace.sending(limits)
        pace.begin(at: at(0))
        // Whenever it comes.
        pace.receive(bytes - 1, at: at(4))
        pace.begin(at: at(4))
        for seconds in [5, 10, 15] { #expect(pace.isTooSlow(at: at(Double(seconds))) == false) }
        pace.pass(1)
        #expect(pace.isTooSlow(at: at(20)) == isTooSlow)
    }

    @Test("While others wait, each part of a window is judged", arguments: [(100, false), (99, true)])
    func crowd(bytes: Int, isTooSlow: Bool) {
        var pace = ClientPace.sending(limits)
        pace.begin(at: at(0))
        pace.pass(bytes)
        #expect(pace.isTooSlow(at: at(5), inCrowd: true) == isTooSlow)
        // Of what comes in twice the time twice as much is asked.
        pace.pass(2 * bytes)
        #expect(pace.isTooSlow(at: at(15), inCrowd: true) == isTooSlow)
    }

    @Test("Of an answer no more is asked in a crowd", arguments: [(400, false), (399, true)])
    func taking(bytes: Int, isTooSlow: Bool) {
        var pace = ClientPace.taking(limits)
        pace.begin(at: at(0))
        pace.pass(bytes)
        #expect(pace.isTooSlow(at: at(40), inCrowd: true) == isTooSlow)
    }

    @Test("Where nothing is asked, a client must do something all the same")
    func nothing() {
        var pace = ClientPace.sending(ConnectionLimits(minimumBytesPerSecond: 0, bodyWindowSeconds: 20))
        pace.begin(at: at(0))
        pace.pass(1)
        #expect(pace.isTooSlow(at: at(20)) == false)
        #expect(pace.isTooSlow(at: at(40)) == true)
    }
}
