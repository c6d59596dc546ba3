import Logging
import RenditionsLambda

extension LambdaRuntime {
    static func sample(on emulator: RuntimeEmulator) throws -> LambdaRuntime {
        LambdaRuntime(
            try LambdaEnvironment(emulator.environment(handler: "test")),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
