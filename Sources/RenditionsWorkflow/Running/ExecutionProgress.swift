#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What came to an execution, and what became of it.
package struct ExecutionProgress: Sendable {
    /// An input and its time. A snapshot and the arrivals after it make every later state again.
    package struct Arrival: Sendable {
        package let time: Date
        package let input: InterpreterInput

        package init(time: Date, input: InterpreterInput) {
            self.time = time
            self.input = input
        }
    }

    package var arrivals: [Arrival]
    package var events: [HistoryEvent]
    /// Where the execution stands now.
    package var snapshot: ExecutionSnapshot
    /// Until when nothing but time is waited for; nil while tasks are under way.
    package var restsUntil: Date?

    package init(
        arrivals: [Arrival], events: [HistoryEvent], snapshot: ExecutionSnapshot, restsUntil: Date? = nil
    ) {
        self.arrivals = arrivals
        self.events = events
        self.snapshot = snapshot
        self.restsUntil = restsUntil
    }
}
