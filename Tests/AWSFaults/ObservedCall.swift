/// A call that a proxy has let through or met with a fault.
package struct ObservedCall: Hashable, Sendable, CustomStringConvertible {
    package var name: CallName
    /// Which of the calls of this name, from 0.
    package var occurrence: Int
    /// Of the request's body.
    package var requestBytes: Int
    /// Of the reply's body; 0 where none was made.
    package var replyBytes = 0

    package var description: String { occurrence == 0 ? "\(name)" : "\(name) #\(occurrence)" }
}
