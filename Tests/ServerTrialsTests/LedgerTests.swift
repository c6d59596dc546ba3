import ServerTrials
import Testing

@Suite struct LedgerTests {
    private let ledger = Ledger()

    private func accepted(_ id: String) -> Entry {
        let entry = ledger.send(Content(kind: .picture(0), serial: 1))
        #expect(ledger.accept(entry.number, id: id) == nil)
        return entry
    }

    @Test func anUploadIsOneImage() {
        let entry = accepted("a")
        #expect(ledger.accept(entry.number, id: "a") == nil)
        #expect(ledger.accept(entry.number, id: "b") != nil)
    }

    @Test func onlyWhatIsAcceptedIsPicked() {
        #expect(ledger.pick(1) == nil)
        let refused = ledger.send(Content(kind: .picture(0), serial: 1))
        ledger.set(refused.number, to: .refused)
        #expect(ledger.pick(1) == nil)
        let entry = accepted("a")
        #expect(ledger.pick(7)?.number == entry.number)
    }

    @Test func whatIsDeletedIsNotPickedAgain() {
        let numbers = ["a", "b", "c", "d"].map { accepted($0).number }
        var taken: [Int] = []
        while let entry = ledger.takeForDeletion(UInt64(2 + taken.count)) { taken.append(entry.number) }
        #expect(taken.sorted() == numbers)
        #expect(ledger.pick(0) == nil)
        // Who comes late with an answer to the upload does not bring it back.
        #expect(ledger.accept(numbers[0], id: "a") == nil)
        #expect(ledger.standing(of: numbers[0]) == .deleting)
    }

    @Test func aQuantileIsTheNearestRank() {
        var timings = Timings()
        #expect(timings.quantile(0.5) == nil)
        for number in 1...100 { timings.add(.seconds(101 - number)) }
        #expect(timings.quantile(0.5) == 50 && timings.quantile(0.99) == 99 && timings.quantile(1) == 100)
    }
}
