import NIOCore
import RenditionsServer
import Testing

@Suite("How fast a client sends and takes")
struct ClientPaceTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private let limits = ConnectionLimits(
        minimumBytesPerSecond: 10, minimumBytesPerSecondInCrowd: 20, bodyWindowSeconds: 5, writeSeconds: 7)

    private func at(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

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
        #expect(pace.isTooSlow(at: at(103)) == true)
    }

    @Test("Enough in one window does not count for the next")
    func windows() {
        var pace = ClientPace.sending(limits)
        pace.begin(at: at(0))
        pace.receive(1000, at: at(1))
        pace.begin(at: at(1))
        #expect(pace.isTooSlow(at: at(5)) == false)
        #expect(pace.deadline == at(10))
        #expect(pace.isTooSlow(at: at(10)) == true)
    }

    @Test("Exactly the quota is enough, a byte less is not", arguments: [(50, false), (49, true)])
    func quota(bytes: Int, isTooSlow: Bool) {
        var pace = ClientPace.sending(limits)
        pace.begin(at: at(0))
        pace.receive(bytes, at: at(4))
        pace.begin(at: at(4))
        #expect(pace.isTooSlow(at: at(5)) == isTooSlow)
    }

    @Test("While others wait, more has to come of a body, and no more be taken of an answer")
    func crowd() {
        func isTooSlow(_ pace: ClientPace, inCrowd: Bool) -> Bool {
            var pace = pace
            pace.begin(at: at(0))
            pace.pass(99)
            return pace.isTooSlow(at: at(7), inCrowd: inCrowd)
        }
        #expect(isTooSlow(.sending(limits), inCrowd: false) == false)
        #expect(isTooSlow(.sending(limits), inCrowd: true) == true)
        #expect(isTooSlow(.taking(limits), inCrowd: true) == false)
    }
}
