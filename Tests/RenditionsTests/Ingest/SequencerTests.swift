import Renditions
import Testing

@Suite struct SequencerTests {
    private func sequencer(_ text: String) throws -> Sequencer { try #require(Sequencer(text)) }

    @Test func theShorterIsFilledUpOnItsRight() throws {
        let first = try sequencer("0055AED6DCD90281E5")
        #expect(first == (try sequencer("0055AED6DCD90281E500")))
        #expect(first.hashValue == (try sequencer("0055aed6dcd90281e50000")).hashValue)
        #expect(first < (try sequencer("0055AED6DCD90281E501")))
        #expect(first < (try sequencer("0055AED6DCD90281E6")))
        // Filled up on the left it would come first.
        #expect(try sequencer("0055AED6DCD90281E5") < sequencer("1"))
        #expect(try sequencer("00") == sequencer("0"))
    }

    @Test(arguments: ["", "Happy Sequencer", "0x1", "１", "-1", String(repeating: "0", count: 129)])
    func whatIsNone(_ text: String) { #expect(Sequencer(text) == nil) }
}
