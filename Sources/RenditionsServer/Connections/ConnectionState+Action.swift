package import RenditionsAPI

extension ConnectionState {
    /// What is to be done.
    package enum Action: Equatable, Sendable {
        /// The read that was held back may go on.
        case read
        /// Tell the client to send the body.
        case sendContinue
        /// Answer the first request, or the one whose head is bad or late, with this. Nothing is read afterwards.
        case answer(Problem)
        /// Whoever reads the body gets this as an error.
        case failInput(Problem)
        /// There are no more requests.
        case finishInput
        /// There are no more answers.
        case finishOutput
        case close
    }
}
