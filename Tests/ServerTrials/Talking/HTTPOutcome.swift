/// What became of a request.
package enum HTTPOutcome: Sendable {
    /// There is a whole answer.
    case answered(HTTPReply)
    /// The connection ended before any byte of an answer.
    case closed
    /// An answer began, and is not whole or can't be understood.
    case torn(String)
    /// Nothing more came for longer than anything may take.
    case late
}
