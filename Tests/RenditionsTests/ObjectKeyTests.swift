import Renditions
import Testing

@Suite struct ObjectKeyTests {
    @Test func composedAndDecomposedSpellingsAreDifferentKeys() {
        let composed: ObjectKey = "caf\u{E9}.jpg"
        let decomposed: ObjectKey = "cafe\u{301}.jpg"
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
    }
}
