import HTTPTypes
import RenditionsAPI
import Testing

@Suite struct RequestIDTests {
    /// One in sixteen begins with a zero.
    @Test func ownOnesAreAllAlike() {
        for _ in 0..<1000 { #expect(RequestID([:]).text.count == 16) }
    }
}
