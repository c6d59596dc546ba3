import Foundation
import Logging
import RenditionsLambda

extension LambdaContext {
    /// Of an invocation that has all the time there is.
    static func sample(_ id: String = "request") -> LambdaContext {
        LambdaContext(
            requestID: id, deadline: Date(timeIntervalSinceNow: 3600),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
