/// A fault that one call of a run meets.
package struct PlannedFault: Hashable, Sendable, CustomStringConvertible {
    package var kind: FaultKind
    package var call: ObservedCall

    package init(_ kind: FaultKind, at call: ObservedCall) {
        self.kind = kind
        self.call = call
    }

    package var description: String { "\(kind.rawValue) at \(call)" }
}
