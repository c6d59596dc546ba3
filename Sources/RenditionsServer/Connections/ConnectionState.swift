package import NIOCore
package import RenditionsAPI

/// What is known of one HTTP/1.1 connection, and what follows from it. A value without input and output: it is told what
/// happens, and says what to do.
///
/// Requests are answered in the order in which they came. The first of ``requests`` is the one that is being answered;
/// the last is the one whose body is being read, unless it is whole.
package struct ConnectionState: Sendable {
    private struct Request {
        var id: Int
        /// The client waits to be told before it sends the body.
        var awaitsContinue: Bool
        /// The connection ends with the answer.
        var isLast: Bool
        /// All of it has been received.
        var isWhole = false
        /// Somebody waits for more of the body, and has taken all there was.
        var isWanted = false
        /// Some of the answer has been written.
        var isAnswered = false
    }

    private enum Phase {
        case open
        /// The last answer is being written; nothing is read any more, and nothing else is written.
        case finishing
        /// It has been written; the client has until then to read it.
        case lingering
        case closed
    }

    /// Requests of a connection that are known at once. A single read can hold thousands of them.
    package static let maximumRequests = 64

    private let limits: ConnectionLimits
    private var phase = Phase.open
    private var requests: [Request] = []
    private var count = 0
    /// Of the body that is being read.
    private var sending: ClientPace
    /// Of what is written.
    private var taking: ClientPace
    /// Something came that is not a whole head yet.
    private var hasPartOfHead = false
    private var isReadHeld = false
    /// More requests came at once than are read ahead, and no read has ended since: there may be more in the socket.
    private var mayHaveMore = false
    private var isQuiescing = false
    /// What is to be answered once all requests before it are.
    private var fault: Problem?
    /// Answers whose end was written and is still on its way to the socket.
    private var unflushed = 0
    private var isWritable = true

    private var headDeadline: NIODeadline?
    private var lingerDeadline: NIODeadline?
    /// Until when a server that ends reads further requests behind those that are being answered.
    private var farewellDeadline: NIODeadline?

    package init(_ limits: ConnectionLimits) {
        self.limits = limits
        sending = .sending(limits)
        taking = .taking(limits)
    }

    /// When ``tick(at:)`` has to be called.
    package var deadline: NIODeadline? {
        [headDeadline, sending.deadline, taking.deadline, lingerDeadline, farewellDeadline].compactMap(\.self).min()
    }

    private var expectsHead: Bool { requests.last?.isWhole ?? true }
    private var readsAhead: Bool { !isQuiescing || farewellDeadline != nil }

    /// Whether bytes may be taken from the socket: heads while at most one request is being answered, and of a body only
    /// what somebody waits for.
    private var mayRead: Bool {
        guard phase == .open, fault == nil else { return false }
        guard !expectsHead else {
            return requests.isEmpty || requests.count == 1 && !requests[0].isLast && (readsAhead || mayHaveMore)
        }
        return requests.count == 1 && requests[0].isWanted
    }

    // MARK: What is read

    package mutating func opened(at now: NIODeadline) {
        headDeadline = now + TimeAmount(seconds: isQuiescing ? limits.farewellSeconds : limits.headSeconds)
    }

    /// The pipeline wants to read.
    ///
    /// - Returns: whether it may now. If not, ``Action/read`` follows when it may.
    package mutating func wantsRead() -> Bool {
        isReadHeld = !mayRead
        return !isReadHeld
    }

    /// - Returns: what tells this request from others of the connection; nil when it is not to be passed on, as behind one
    ///   whose answer is the last (RFC 9112, section 9.6).
    package mutating func receivedHead(awaitsContinue: Bool, isLast: Bool) -> Int? {
        guard phase == .open, fault == nil, requests.last?.isLast != true else { return nil }
        guard requests.count < Self.maximumRequests else {
            fault = Problem(
                .unavailable,
                "More than \(Self.maximumRequests) requests came at once. Send some after the answers to those before.",
                retryAfter: 1)
            return nil
        }
        headDeadline = nil
        hasPartOfHead = false
        count += 1
        requests.append(Request(id: count, awaitsContinue: awaitsContinue, isLast: isLast))
        sending.end()
        return count
    }

    /// - Returns: whether to pass it on.
    package mutating func receivedBody(_ bytes: Int, at now: NIODeadline) -> Bool {
        guard phase == .open, fault == nil, !expectsHead else { return false }
        sending.receive(bytes, at: now)
        requests[requests.count - 1].isWanted = false
        requests[requests.count - 1].awaitsContinue = false
        return true
    }

    /// - Returns: whether to pass it on.
    package mutating func receivedEnd() -> Bool {
        guard phase == .open, fault == nil, !expectsHead else { return false }
        sending.end()
        requests[requests.count - 1].isWhole = true
        requests[requests.count - 1].awaitsContinue = false
        return true
    }

    /// All that one read gave has been told.
    ///
    /// - Parameter hadParts: whether any part of a request was in it.
    package mutating func readEnded(hadParts: Bool, at now: NIODeadline) {
        mayHaveMore = requests.count > 1 && readsAhead
        guard !hadParts, requests.isEmpty, phase == .open, !hasPartOfHead else { return }
        hasPartOfHead = true
        if isQuiescing { headDeadline = now + TimeAmount(seconds: limits.headSeconds) }
    }

    /// Whoever answers the request waits for more of its body, and has taken all there was.
    package mutating func wantsBody(of id: Int, at now: NIODeadline) -> [Action] {
        guard phase == .open, let index = requests.firstIndex(where: { $0.id == id }), !requests[index].isWhole
        else { return [] }
        requests[index].isWanted = true
        guard index == 0 else { return [] }
        sending.begin(at: now)
        var actions: [Action] = []
        if requests[0].awaitsContinue, !requests[0].isAnswered {
            requests[0].awaitsContinue = false
            actions.append(.sendContinue)
        }
        return actions + releaseRead()
    }

    /// What came is no HTTP, or more than is accepted.
    package mutating func received(_ fault: Problem) -> [Action] {
        guard phase == .open, self.fault == nil else { return [] }
        headDeadline = nil
        sending.end()
        guard !expectsHead else {
            self.fault = fault
            return requests.isEmpty ? answerFault() : []
        }
        // It is in the body of the last request. The answer to that is the last one anyway, as its body never ends.
        if requests.count == 1, !requests[0].isAnswered {
            begin(.finishing)
            return [.answer(fault), .failInput(fault)]
        }
        requests[requests.count - 1].isLast = true
        self.fault = fault
        return [.failInput(fault)]
    }

    // MARK: What is written

    /// - Returns: whether to write it, and whether it has to say that the connection ends; nil for nothing.
    package mutating func sendsHead() -> Bool? {
        guard phase == .open, !requests.isEmpty else { return nil }
        requests[0].isAnswered = true
        requests[0].awaitsContinue = false
        // A body that is not read to its end leaves nothing on the connection that could be understood.
        if !requests[0].isWhole || isQuiescing && !hasMore { requests[0].isLast = true }
        return requests[0].isLast
    }

    /// Whether something came, or may have come, behind the request that is being answered.
    private var hasMore: Bool { requests.count > 1 || fault != nil || mayHaveMore }

    /// - Returns: whether to write it.
    package func sendsBody() -> Bool { phase == .open && !requests.isEmpty }

    /// An answer is whole.
    ///
    /// - Returns: what to do after it has been written; nil when it is not to be written.
    package mutating func sendsEnd(at now: NIODeadline) -> [Action]? {
        guard phase == .open, !requests.isEmpty else { return nil }
        let request = requests.removeFirst()
        beginWriting(at: now)
        unflushed += 1
        if request.isLast || !request.isWhole {
            begin(.finishing)
            return [.finishInput]
        }
        if requests.isEmpty, fault != nil { return answerFault() }
        return releaseRead()
    }

    /// An ``Action/answer(_:)`` is being written.
    package mutating func sendsProblem(at now: NIODeadline) {
        beginWriting(at: now)
        unflushed += 1
    }

    /// The end of an answer has reached the socket.
    package mutating func flushed(at now: NIODeadline) -> [Action] {
        unflushed -= 1
        taking.end()
        if unflushed > 0 || !isWritable { beginWriting(at: now) }
        guard unflushed == 0 else { return [] }
        switch phase {
        case .open:
            guard requests.isEmpty else { return [] }
            if hasPartOfHead {
                headDeadline = headDeadline ?? now + TimeAmount(seconds: limits.headSeconds)
            } else {
                headDeadline = now + TimeAmount(seconds: isQuiescing ? limits.farewellSeconds : limits.keepAliveSeconds)
            }
            return []
        case .finishing:
            begin(.lingering)
            lingerDeadline = now + TimeAmount(seconds: limits.lingerSeconds)
            return [.finishOutput]
        case .lingering, .closed: return []
        }
    }

    /// Bytes of an answer have reached the socket.
    package mutating func flushed(_ bytes: Int) { taking.pass(bytes) }

    package mutating func changedWritability(to isWritable: Bool, at now: NIODeadline) {
        self.isWritable = isWritable
        if !isWritable {
            beginWriting(at: now)
        } else if unflushed == 0 {
            taking.pause(at: now)
        }
    }

    // MARK: How it ends

    /// The server ends. What the client has sent by then may still be in the socket, or on its way: so a connection on
    /// which nothing comes stays for a moment, a head that has begun keeps its time, and each answer is the last one of the
    /// connection only where nothing came behind its request.
    package mutating func quiesces(at now: NIODeadline) {
        guard phase == .open, !isQuiescing else { return }
        isQuiescing = true
        let farewell = now + TimeAmount(seconds: limits.farewellSeconds)
        farewellDeadline = farewell
        guard let deadline = headDeadline else { return }
        headDeadline = min(deadline, hasPartOfHead ? now + TimeAmount(seconds: limits.headSeconds) : farewell)
    }

    /// Somebody wants to close the connection, or its output.
    ///
    /// - Returns: whether to do so now. If not, the connection ends by itself, when the last answer is written.
    package mutating func wantsClose(at now: NIODeadline) -> Bool {
        switch phase {
        case .open where unflushed > 0 && requests.first?.isAnswered != true:
            begin(.finishing)
            return false
        case .open:
            begin(.closed)
            // Closing the output alone leaves it to the client to close the rest.
            lingerDeadline = now + TimeAmount(seconds: limits.lingerSeconds)
            return true
        case .finishing, .lingering: return false
        case .closed: return true
        }
    }

    /// Does what is due.
    ///
    /// - Parameter inCrowd: whether other uploads wait for their turn.
    package mutating func tick(at now: NIODeadline, inCrowd: Bool = false) -> [Action] {
        func isDue(_ deadline: NIODeadline?) -> Bool { deadline.map { $0 <= now } ?? false }
        if isDue(lingerDeadline) || taking.isTooSlow(at: now) {
            begin(.closed)
            return [.close]
        }
        if isDue(farewellDeadline) { farewellDeadline = nil }
        if isDue(headDeadline) {
            headDeadline = nil
            guard hasPartOfHead else {
                begin(.closed)
                return [.close]
            }
            fault = Problem(.timedOut, "The head of the request took too long to come.")
            return answerFault()
        }
        guard sending.isTooSlow(at: now, inCrowd: inCrowd) else { return [] }
        let problem = Problem(.timedOut, "The body of the request came too slowly.")
        let isAnswered = requests.first?.isAnswered ?? true
        begin(isAnswered ? .closed : .finishing)
        return isAnswered ? [.failInput(problem), .close] : [.answer(problem), .failInput(problem)]
    }

    private mutating func begin(_ phase: Phase) {
        self.phase = phase
        headDeadline = nil
        farewellDeadline = nil
        sending.end()
        if phase == .closed {
            taking.end()
            lingerDeadline = nil
        }
    }

    private mutating func answerFault() -> [Action] {
        guard let fault else { return [] }
        begin(.finishing)
        return [.answer(fault), .finishInput]
    }

    private mutating func releaseRead() -> [Action] {
        guard isReadHeld, mayRead else { return [] }
        isReadHeld = false
        return [.read]
    }

    private mutating func beginWriting(at now: NIODeadline) { taking.begin(at: now) }
}
