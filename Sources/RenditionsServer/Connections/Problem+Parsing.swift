internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypesHTTP1
internal import RenditionsAPI

extension Problem {
    /// What is answered to bytes that the parser refuses; nil for an error that is not the parser's.
    init?(parsing error: any Error) {
        switch error {
        case let refused as RefusedHead: self = refused.problem
        case HTTPParserError.headerOverflow:
            self.init(.headersTooLarge, "The path and the header fields are larger, or more, than is accepted.")
        case HTTPParserError.invalidMethod:
            // It may be no request at all, such as the beginning of TLS.
            self.init(
                .invalidRequest,
                "What came does not begin with a method of HTTP. If it was to be HTTPS: this is HTTP.")
        case let error as HTTPParserError: self.init(.invalidRequest, Self.words(error))
        case is HTTP1TypeConversionError: self.init(.invalidRequest, Self.words(.unknown))
        default: return nil
        }
    }

    private static func words(_ error: HTTPParserError) -> String {
        switch error {
        case .invalidURL:
            "The path is not valid. Blanks, and what is not ASCII, are percent-encoded in it: %20 for a blank."
        case .invalidVersion: "The version of HTTP is none that is spoken here: HTTP/1.1 is, and HTTP/1.0."
        case .invalidConstant:
            "After the path, the first line must have HTTP/1.1 and nothing else. A blank in the path is written as %20."
        case .invalidHeaderToken:
            "A header field is not valid. It is a name, a colon right behind it, and a value, in one line without control "
                + "characters."
        case .invalidContentLength, .unexpectedContentLength:
            "Content-Length must be one number, and must not be there beside Transfer-Encoding."
        case .invalidChunkSize: "A chunk of the body must begin with its size, in hexadecimal digits."
        case .strictModeAssertion, .lfExpected: "A line, or a chunk of the body, must end in CR LF."
        case .closedConnection: "Something came behind a request that was to be the last one."
        case .invalidEOFState: "The connection ended before the request did."
        default: "The bytes that came are no HTTP/1.1 request."
        }
    }
}
