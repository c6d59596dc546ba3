internal import HTTPTypes
package import NIOCore
internal import NIOHTTP1
package import NIOHTTPTypes
internal import Renditions
internal import RenditionsAPI

/// Holds an HTTP/1.1 connection to its ``ConnectionLimits``. It stands between the parser and Hummingbird.
///
/// What it decides is in ``ConnectionState``; this tells that what happens, and does what it says.
package final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    private let bodies: IncomingBodies
    /// Whether uploads wait for their turn.
    private let isCrowded: @Sendable () -> Bool
    private var state: ConnectionState
    /// Of the request that is being read.
    private var body: IncomingBody?
    private var hadParts = false
    /// Whether what is answered to a head that was refused may have content: not to HEAD.
    private var isContentWanted = true
    private var timer: (due: NIODeadline, scheduled: Scheduled<Void>)?

    /// - Parameters:
    ///   - bodies: where the bodies of the requests go, for whoever answers them.
    ///   - isCrowded: whether uploads wait for their turn, so that a slow one is borne with less.
    package init(
        _ limits: ConnectionLimits, bodies: IncomingBodies, isCrowded: @escaping @Sendable () -> Bool = { false }
    ) {
        state = ConnectionState(limits)
        self.bodies = bodies
        self.isCrowded = isCrowded
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { open(context) }
    }

    package func handlerRemoved(context: ChannelHandlerContext) { letGo() }

    package func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        letGo()
        context.fireChannelInactive()
    }

    /// Of what holds this handler: it would hold itself.
    private func letGo() {
        stopTimer()
        body = nil
        bodies.removeAll()
    }

    private func open(_ context: ChannelHandlerContext) {
        state.opened(at: context.eventLoop.now)
        setTimer(context)
    }

    // MARK: What is read

    package func read(context: ChannelHandlerContext) {
        if state.wantsRead() { context.read() }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hadParts = true
        let isPassed =
            switch unwrapInboundIn(data) {
            case .head(let head): receive(head, context)
            case .body(let bytes): receive(bytes, context)
            case .end: receiveEnd()
            }
        setTimer(context)
        if isPassed { context.fireChannelRead(data) }
    }

    private func receive(_ head: HTTPRequest, _ context: ChannelHandlerContext) -> Bool {
        guard let id = state.receivedHead(awaitsContinue: head.awaitsContinue, isLast: head.endsConnection) else {
            return false
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let body = IncomingBody { [eventLoop = context.eventLoop] in
            eventLoop.execute {
                let (handler, context) = bound.value
                guard context.channel.isActive else { return }
                handler.perform(handler.state.wantsBody(of: id, at: context.eventLoop.now), context)
            }
        }
        self.body = body
        bodies.add(body)
        return true
    }

    private func receive(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) -> Bool {
        guard state.receivedBody(bytes.readableBytes, at: context.eventLoop.now) else { return false }
        guard body?.received(bytes.readableBytes) ?? true else {
            perform(
                state.received(
                    Problem(
                        .invalidRequest,
                        "The sending side was closed while more of the body was on its way than is held. Keep it open until "
                            + "the answer is there.")), context)
            return false
        }
        return true
    }

    private func receiveEnd() -> Bool {
        guard state.receivedEnd() else { return false }
        body?.ended()
        return true
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        state.readEnded(hadParts: hadParts, at: context.eventLoop.now)
        hadParts = false
        setTimer(context)
        context.fireChannelReadComplete()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let refused = error as? RefusedHead { isContentWanted = refused.isContentWanted }
        guard let problem = Problem(parsing: error) else {
            context.fireErrorCaught(error)
            return
        }
        perform(state.received(problem), context)
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        // Not passed on: Hummingbird would close a connection at once on which nothing is being answered at this moment.
        state.quiesces(at: context.eventLoop.now)
        setTimer(context)
    }

    // MARK: What is written

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind == .informational: context.write(data, promise: promise)
        case .head(var head):
            guard let isLast = state.sendsHead() else { return drop(promise) }
            if isLast { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let bytes):
            guard state.sendsBody() else { return drop(promise) }
            context.write(data, promise: whenFlushed(context, promise, bytes.readableBytes))
        case .end:
            guard let actions = state.sendsEnd(at: context.eventLoop.now) else { return drop(promise) }
            context.write(data, promise: whenFlushed(context, promise))
            perform(actions, context)
        }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        state.changedWritability(to: context.channel.isWritable, at: context.eventLoop.now)
        setTimer(context)
        context.fireChannelWritabilityChanged()
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode != .input else { return context.close(mode: mode, promise: promise) }
        if state.wantsClose(at: context.eventLoop.now) {
            context.close(mode: mode, promise: promise)
        } else if let promise {
            // The connection is on its way there.
            context.channel.closeFuture.cascade(to: promise)
        }
        setTimer(context)
    }

    private func drop(_ promise: EventLoopPromise<Void>?) { promise?.fail(ChannelError.ioOnClosedChannel) }

    /// A promise that tells the state when the end of an answer has reached the socket, and then keeps `promise`.
    private func whenFlushed(
        _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
    ) -> EventLoopPromise<Void> {
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenSuccess {
            self.perform(self.state.flushed(at: context.eventLoop.now), context)
        }
        if let promise { flushed.futureResult.cascade(to: promise) }
        return flushed
    }

    /// The same of a part of an answer.
    private func whenFlushed(
        _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?, _ bytes: Int
    ) -> EventLoopPromise<Void> {
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenSuccess { self.state.flushed(bytes) }
        if let promise { flushed.futureResult.cascade(to: promise) }
        return flushed
    }

    // MARK: What follows

    private func perform(_ actions: [ConnectionState.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .read: context.read()
            case .sendContinue:
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            case .answer(let problem): answer(problem, context)
            case .failInput(let problem):
                body?.failed(problem)
                context.fireErrorCaught(problem)
            case .finishInput: context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            case .finishOutput: context.close(mode: .output, promise: nil)
            case .close: context.close(promise: nil)
            }
        }
        setTimer(context)
    }

    private func answer(_ problem: Problem, _ context: ChannelHandlerContext) {
        let response = APIResponse(problem)
        var head = response.head
        head.headerFields[.connection] = "close"
        if let bytes = response.body.buffer { head.headerFields[.contentLength] = String(bytes.readableBytes) }
        state.sendsProblem(at: context.eventLoop.now)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if isContentWanted, let bytes = response.body.buffer {
            context.write(wrapOutboundOut(.body(bytes)), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: whenFlushed(context, nil))
    }

    /// Timers are made only where one is due earlier than the one that there is: a deadline that moves on, as it does
    /// with each chunk, costs nothing.
    private func setTimer(_ context: ChannelHandlerContext) {
        guard context.channel.isActive, let due = state.deadline else { return }
        if let timer, timer.due <= due { return }
        stopTimer()
        let scheduled = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) {
            self.timer = nil
            self.perform(self.state.tick(at: context.eventLoop.now, inCrowd: self.isCrowded()), context)
        }
        timer = (due, scheduled)
    }

    private func stopTimer() {
        timer?.scheduled.cancel()
        timer = nil
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
