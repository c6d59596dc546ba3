internal import CoreMetrics
internal import Synchronization

/// What has happened to one metric since it was last written.
final class EmbeddedSeries: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    enum Kind: Hashable, Sendable {
        case counter
        case level
        case values
        case durations
    }

    private struct State {
        /// Of a counter the sum, of a level where it is.
        var number = 0.0
        var values: [Double] = []
        var isTouched = false
    }

    /// Values that are kept between two lines; more than one invocation has. Further ones are left out.
    private static let maximumValues = 10_000

    let kind: Kind
    private let state = Mutex(State())

    init(_ kind: Kind) { self.kind = kind }

    /// What is to be written, which is forgotten by that; nil for nothing.
    func take() -> MetricValues? {
        state.withLock { state in
            guard state.isTouched else { return nil }
            defer {
                state.isTouched = false
                state.values = []
                if kind == .counter { state.number = 0 }
            }
            switch kind {
            case .counter: return MetricValues(unit: "Count", [state.number])
            case .level: return MetricValues(unit: "None", [state.number])
            case .values: return MetricValues(unit: "None", state.values)
            case .durations: return MetricValues(unit: "Milliseconds", state.values)
            }
        }
    }

    private func add(_ number: Double) {
        state.withLock { state in
            state.number += number
            state.isTouched = true
        }
    }

    private func put(_ number: Double) {
        guard number.isFinite else { return }
        state.withLock { state in
            state.isTouched = true
            if kind == .level {
                state.number = number
            } else if state.values.count < Self.maximumValues {
                state.values.append(number)
            }
        }
    }

    func increment(by amount: Int64) { add(Double(amount)) }
    func increment(by amount: Double) { if amount.isFinite { add(amount) } }
    func decrement(by amount: Double) { if amount.isFinite { add(-amount) } }
    func set(_ value: Int64) { put(Double(value)) }
    func set(_ value: Double) { put(value) }
    func record(_ value: Int64) { put(Double(value)) }
    func record(_ value: Double) { put(value) }
    func recordNanoseconds(_ duration: Int64) { put(Double(duration) / 1_000_000) }

    func reset() { state.withLock { $0 = State() } }
}
