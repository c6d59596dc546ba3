import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import RenditionsAPI
import RenditionsServer
import Testing

@Suite("A guarded connection")
struct ConnectionGuardTests {
    @Test("Silence ends the connection, without a word")
    func silence() throws {
        let it = try GuardedChannel()
        it.loop.advanceTime(by: .seconds(9))
        #expect(it.calls.closes == [])
        it.loop.advanceTime(by: .seconds(1))
        #expect(it.calls.closes == [.all])
        #expect(try it.written().isEmpty)
    }

    @Test("Nothing of a connection is kept when it is over", arguments: [true, false])
    func letting(whole: Bool) throws {
        weak var handler: ConnectionGuard?
        do {
            let it = try GuardedChannel()
            handler = try it.channel.pipeline.syncOperations.handler(type: ConnectionGuard.self)
            try it.receive(.post, [.contentLength: "10"], whole: whole)
            #expect(it.bodies.next() != nil)
            try it.channel.close().wait()
            it.loop.run()
        }
        #expect(handler == nil)
    }

    @Test("Nothing is kept of requests that nobody took")
    func lettingUntaken() throws {
        weak var handler: ConnectionGuard?
        do {
            let it = try GuardedChannel()
            handler = try it.channel.pipeline.syncOperations.handler(type: ConnectionGuard.self)
            try it.receive(.get, [.connection: "close"])
            try it.receive(.get)
            try it.channel.close().wait()
            it.loop.run()
        }
        #expect(handler == nil)
    }

    @Test("Requests are passed on, and so are the answers")
    func passing() throws {
        let it = try GuardedChannel()
        try it.receive(.get)
        try it.answer()
        #expect(try it.written().count == 2)
        try it.receive(.get)
        try it.answer()
        let parts = try it.written()
        #expect(parts.head?.headerFields[.connection] == nil)
        #expect(it.calls.closes == [])
    }

    @Test("A kept connection ends when nothing more comes")
    func keepAlive() throws {
        let it = try GuardedChannel()
        it.loop.advanceTime(by: .seconds(5))
        try it.receive(.get)
        it.loop.advanceTime(by: .seconds(100))
        try it.answer()
        it.loop.advanceTime(by: .seconds(29))
        #expect(it.calls.closes == [])
        it.loop.advanceTime(by: .seconds(1))
        #expect(it.calls.closes == [.all])
    }

    @Test("An answer before the end of the body ends the connection, and leaves time to read it")
    func earlyAnswer() throws {
        let it = try GuardedChannel()
        try it.receive(.post, whole: false)
        try it.answer(.contentTooLarge)
        let parts = try it.written()
        #expect(parts.head?.headerFields[.connection] == "close")
        #expect(it.calls.closes == [.output])
        let reads = it.calls.reads
        it.channel.read()
        #expect(it.calls.reads == reads)
        it.loop.advanceTime(by: .seconds(1))
        #expect(it.calls.closes == [.output, .all])
    }

    @Test("Whoever closes the connection meanwhile is told when it is closed")
    func closingEarly() throws {
        let it = try GuardedChannel()
        try it.receive(.post, whole: false)
        try it.answer(.contentTooLarge)
        let promise = it.loop.makePromise(of: Void.self)
        it.channel.close(promise: promise)
        #expect(it.calls.closes == [.output])
        it.loop.advanceTime(by: .seconds(1))
        #expect(it.calls.closes == [.output, .all])
        try promise.futureResult.wait()
    }

    /// When a client closes its sending side, the system gives all that has come at once, whether anybody takes it or not.
    @Test("No more of a body is held than there is room for")
    func bodyAtOnce() throws {
        let it = try GuardedChannel()
        try it.receive(.post, whole: false)
        let body = try #require(it.bodies.next())
        let piece = ByteBuffer(repeating: 1, count: IncomingBody.maximumHeldBytes / 4)
        for _ in 0..<4 { try it.channel.writeInbound(HTTPRequestPart.body(piece)) }
        #expect(try it.written().isEmpty)
        body.took(piece.readableBytes)
        try it.channel.writeInbound(HTTPRequestPart.body(piece))
        #expect(try it.written().isEmpty)
        #expect(throws: (any Error).self) {
            try it.channel.writeInbound(HTTPRequestPart.body(piece))
            try it.channel.throwIfErrorCaught()
        }
        #expect(try it.written().head?.status == .badRequest)
        #expect(body.failure?.code == .invalidRequest)
    }

    @Test("A slow body is answered with a problem document, and what the application says is not sent")
    func slowBody() throws {
        let it = try GuardedChannel()
        try it.receive(.post, whole: false)
        let body = try #require(it.bodies.next())
        body.willTake()
        it.loop.run()
        try it.channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
        body.took(1)
        body.willTake()
        it.loop.run()
        #expect(throws: (any Error).self) {
            it.loop.advanceTime(by: .seconds(10))
            try it.channel.throwIfErrorCaught()
        }
        let parts = try it.written()
        #expect(parts.head?.status == .requestTimeout)
        #expect(parts.head?.headerFields[.contentType] == "application/problem+json")
        #expect(parts.count == 3)
        #expect(throws: ChannelError.self) { try it.answer() }
        #expect(try it.written().isEmpty)
    }

    @Test("The client is told to send the body when somebody reads it")
    func expectation() throws {
        let it = try GuardedChannel()
        try it.receive(.post, [.expect: "100-Continue"], whole: false)
        #expect(try it.written().isEmpty)
        let body = try #require(it.bodies.next())
        body.willTake()
        it.loop.run()
        let parts = try it.written()
        #expect(parts.head?.status == .continue)
        #expect(parts.count == 1)
    }

    @Test(
        "What is no HTTP is answered with a problem document",
        arguments: [(HTTPParserError.headerOverflow, 431), (.invalidHeaderToken, 400), (.invalidEOFState, 400)])
    func parseErrors(error: HTTPParserError, status: Int) throws {
        let it = try GuardedChannel()
        it.channel.pipeline.fireErrorCaught(error)
        let parts = try it.written()
        #expect(parts.head?.status.code == status)
        #expect(parts.head?.headerFields[.contentType] == "application/problem+json")
        #expect(it.calls.closes == [.output])
    }

    @Test("Other errors are passed on")
    func otherErrors() throws {
        let it = try GuardedChannel()
        it.channel.pipeline.fireErrorCaught(ChannelError.inputClosed)
        #expect(throws: ChannelError.inputClosed) { try it.channel.throwIfErrorCaught() }
        #expect(try it.written().isEmpty)
    }

    @Test(
        "A request after which nothing can follow ends the connection",
        arguments: ["close", "Close", "keep-alive, close", "Upgrade, HTTP2-Settings"])
    func lastRequest(connection: String) throws {
        let it = try GuardedChannel()
        try it.receive(.get, [.connection: connection])
        try it.answer()
        #expect(try it.written().head?.headerFields[.connection] == "close")
        #expect(it.calls.closes == [.output])
    }
}
