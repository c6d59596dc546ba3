internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypesHTTP1
internal import RenditionsAPI

extension Problem {
    /// What is answered to bytes that the parser refuses; nil for an error that is not the parser's.
    init?(parsing error: any Error) {
        switch error {
        case HTTPParserError.headerOverflow:
            self.init(.headersTooLarge, "The path and the header fields are larger, or more, than is accepted.")
        case is HTTPParserError, is HTTP1TypeConversionError:
            self.init(.invalidRequest, "The bytes that came are no HTTP/1.1 request.")
        default: return nil
        }
    }
}
